import { Button, Group, PasswordInput, SimpleGrid, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { answer, api } from '../../api/client';
import { asFailure } from '../../api/failure';
import { queryClient } from '../../api/queries';
import { say } from '../../parts/notices';
import { Section } from '../../parts/page';
import { Problem } from '../../parts/states';
import { words } from '../../words';

const text = words.account;

export function Password() {
  const changing = useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) =>
      answer(api.POST('/api/auth/change-password', { body })),
    onSuccess: () => {
      say(text.changed);
      return queryClient.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const body = { currentPassword: String(given.get('current')), newPassword: String(given.get('fresh')) };
    changing.mutate(body, { onSuccess: () => form.reset() });
  }
  const fields = changing.error ? asFailure(changing.error).fields : {};
  return (
    <Section title={text.password}>
      <form onSubmit={submit}>
        <Stack>
          {changing.error && Object.keys(fields).length === 0 && <Problem error={changing.error} />}
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <PasswordInput
              name="current"
              label={text.current}
              autoComplete="current-password"
              required
              withAsterisk={false}
              error={fields.currentPassword}
            />
            <PasswordInput
              name="fresh"
              label={text.fresh}
              description={words.signIn.passwordHint}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              autoComplete="new-password"
              minLength={10}
              required
              withAsterisk={false}
              error={fields.newPassword}
            />
          </SimpleGrid>
          <Group gap="xs">
            <Button type="submit" loading={changing.isPending}>
              {text.change}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
