import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { answer, api } from '../../api/client';
import { asFailure } from '../../api/failure';
import type { Role } from '../../api/types';
import { say } from '../../parts/notices';
import { Problem } from '../../parts/states';
import { words } from '../../words';

const text = words.account;
const ROLES = Object.entries(text.roles).map(([value, label]) => ({ value, label }));

export function Invite({ done }: { done: () => Promise<void> }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const inviting = useMutation({
    mutationFn: () => answer(api.POST('/api/account/members', { body: { email, role } })),
    onSuccess: async () => {
      say(text.invited);
      setEmail('');
      await done();
    },
  });
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    inviting.mutate();
  }
  const fields = inviting.error ? asFailure(inviting.error).fields : {};
  return (
    <form onSubmit={submit}>
      <Stack px="md" pb="md" gap="xs">
        {inviting.error && !fields.email && <Problem error={inviting.error} />}
        <Group align="flex-end" gap="xs">
          <TextInput
            label={text.inviteEmail}
            type="email"
            required
            withAsterisk={false}
            style={{ flex: '1 1 14rem' }}
            value={email}
            error={fields.email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <NativeSelect
            label={text.role}
            value={role}
            data={ROLES}
            onChange={(event) => setRole(event.currentTarget.value as Role)}
          />
          <Button type="submit" loading={inviting.isPending}>
            {text.invite}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
