import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { answer, api } from '../../api/client';
import { addPasskey, hasPasskeys, takesPasskeys } from '../../api/passkeys';
import { queries, queryClient } from '../../api/queries';
import type { Passkey } from '../../api/types';
import { Asking } from '../../parts/asking';
import { date, relative } from '../../parts/format';
import { say } from '../../parts/notices';
import { Section } from '../../parts/page';
import { Loaded, Problem } from '../../parts/states';
import { words } from '../../words';

const text = words.account.passkeys;
const reread = () =>
  Promise.all(['passkeys', 'factors'].map((name) => queryClient.invalidateQueries({ queryKey: [name] })));

/** Devices that the person signs in with. */
export function Passkeys() {
  const passkeys = useQuery(queries.passkeys());
  const { data: methods } = useQuery(queries.methods());
  const [deleted, setDeleted] = useState<Passkey | null>(null);
  async function remove() {
    if (deleted) await answer(api.DELETE('/api/auth/passkeys/{id}', { params: { path: { id: deleted.id } } }));
    await reread();
  }
  return (
    <Section title={text.title} text={text.text} flush>
      {takesPasskeys(methods) ? (
        <Add />
      ) : (
        <Text p="md">{methods && hasPasskeys() ? text.elsewhere(methods.passkeys.origin) : text.none}</Text>
      )}
      <Loaded query={passkeys} rows={1} height={40}>
        {({ data }) => (
          <Stack gap={0} className="rows" style={data.length > 0 ? { borderTop: '1px solid var(--line)' } : undefined}>
            {data.map((passkey) => (
              <Row key={passkey.id} passkey={passkey} remove={() => setDeleted(passkey)} />
            ))}
          </Stack>
        )}
      </Loaded>
      <Asking opened={deleted !== null} close={() => setDeleted(null)} {...text.remove} run={remove}>
        <Text fw={550}>{deleted?.name}</Text>
      </Asking>
    </Section>
  );
}

function Add() {
  const adding = useMutation({
    mutationFn: addPasskey,
    onSuccess: () => {
      say(text.added);
      return reread();
    },
  });
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    adding.mutate(String(new FormData(form).get('name')), { onSuccess: () => form.reset() });
  }
  return (
    <form onSubmit={submit}>
      <Stack px="md" pb="md">
        {adding.error && <Problem error={adding.error} />}
        <Group align="flex-end" gap="xs">
          <TextInput
            name="name"
            label={text.name}
            placeholder={text.example}
            required
            maxLength={60}
            withAsterisk={false}
            style={{ flex: '1 1 14rem' }}
          />
          <Button type="submit" loading={adding.isPending}>
            {text.add}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Row({ passkey: { name, createdAt, lastUsedAt }, remove }: { passkey: Passkey; remove: () => void }) {
  return (
    <Group px="md" py="xs" justify="space-between" gap="xs">
      <Stack gap={0} style={{ flex: '1 1 12rem', minWidth: 0 }}>
        <Text fw={500} className="breakable">
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {text.since(date(createdAt))} · {lastUsedAt ? text.used(relative(lastUsedAt)) : text.unused}
        </Text>
      </Stack>
      <Button size="xs" variant="subtle" color="red" onClick={remove} aria-label={`${text.remove.action}: ${name}`}>
        {text.remove.action}
      </Button>
    </Group>
  );
}
