import { Button, Group, PasswordInput, SimpleGrid, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { useNavigate } from 'react-router';
import { answer, api } from '../../api/client';
import { queryClient } from '../../api/queries';
import { complain, say } from '../../parts/notices';
import { Section } from '../../parts/page';
import { Problem } from '../../parts/states';
import { words } from '../../words';

const text = words.account;

export function Password() {
  const navigate = useNavigate();
  const changing = useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) =>
      answer(api.POST('/api/auth/change-password', { body })),
    onSuccess: () => say(text.changed),
  });
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const body = { currentPassword: String(given.get('current')), newPassword: String(given.get('fresh')) };
    changing.mutate(body, { onSuccess: () => form.reset() });
  }
  async function leave() {
    await answer(api.POST('/api/auth/sign-out-everywhere'));
    queryClient.clear();
    await navigate('/sign-in');
  }
  return (
    <Section title={text.password}>
      <form onSubmit={submit}>
        <Stack>
          {changing.error && <Problem error={changing.error} />}
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <PasswordInput name="current" label={text.current} autoComplete="current-password" required />
            <PasswordInput
              name="fresh"
              label={text.fresh}
              description={words.signIn.passwordHint}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              autoComplete="new-password"
              minLength={10}
              required
            />
          </SimpleGrid>
          <Group gap="xs">
            <Button type="submit" loading={changing.isPending}>
              {text.change}
            </Button>
            <Button variant="default" onClick={() => void leave().catch(complain)}>
              {text.everywhere}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
