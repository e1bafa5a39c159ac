import { Button, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { answer, api } from '../../api/client';
import { asFailure } from '../../api/failure';
import { queryClient } from '../../api/queries';
import type { Account } from '../../api/types';
import { say } from '../../parts/notices';
import { Section } from '../../parts/page';
import { Problem } from '../../parts/states';
import { words } from '../../words';

const text = words.account;

/** The account's name and where its operator writes to. */
export function Details({ account }: { account: Account }) {
  const [name, setName] = useState(account.name);
  const [email, setEmail] = useState(account.email);
  const isOwner = account.role === 'owner';
  const isChanged = name !== account.name || email !== account.email;
  const saving = useMutation({
    mutationFn: () => answer(api.PATCH('/api/account', { body: { name, email } })),
    onSuccess: async () => {
      say(words.common.saved);
      await queryClient.invalidateQueries({ queryKey: ['account'] });
    },
  });
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    saving.mutate();
  }
  const fields = saving.error ? asFailure(saving.error).fields : {};
  return (
    <Section title={text.details}>
      <form onSubmit={submit}>
        <Stack>
          {saving.error && Object.keys(fields).length === 0 && <Problem error={saving.error} />}
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label={text.name}
              required
              maxLength={100}
              readOnly={!isOwner}
              value={name}
              error={fields.name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput
              label={text.email}
              type="email"
              required
              readOnly={!isOwner}
              value={email}
              error={fields.email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
          </SimpleGrid>
          {isOwner && (
            <Group>
              <Button type="submit" disabled={!isChanged} loading={saving.isPending}>
                {words.common.save}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Section>
  );
}
