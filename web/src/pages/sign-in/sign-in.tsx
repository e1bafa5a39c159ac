import { Alert, Anchor, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { answer, api } from '../../api/client';
import { asFailure } from '../../api/failure';
import { queryClient } from '../../api/queries';
import { words } from '../../words';
import { Arrival } from './arrival';
import { DoorForm } from './door-form';
import { keptInvitation } from './kept-invitation';
import { OtherWays } from './other-ways';
import { ownPath } from './own-path';
import { SignInCode } from './sign-in-code';

const text = words.signIn.signIn;

export function SignIn() {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const next = ownPath(search.get('next') ?? keptInvitation());
  // Back from the provider, with a second factor to give.
  const [isWaiting, setWaiting] = useState(search.has('code'));
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) => answer(api.POST('/api/auth/sign-in', { body })),
    onSuccess: ({ twoFactor }) => (twoFactor ? setWaiting(true) : enter()),
  });
  function enter() {
    queryClient.clear();
    void navigate(next, { replace: true });
  }
  if (isWaiting) return <SignInCode done={enter} again={() => setWaiting(false)} />;
  const failure = signIn.error && asFailure(signIn.error);
  const isWrong = failure?.status === 401;
  const isBusy = failure?.code === 'rate_limited';
  return (
    <DoorForm
      title={text.title}
      submit={text.submit}
      pending={signIn.isPending}
      error={isWrong || isBusy ? null : failure}
      below={<OtherWays next={next} done={enter} />}
      onSubmit={({ email = '', password = '' }) => signIn.mutate({ email, password })}
    >
      {!failure && <Arrival />}
      {(isWrong || isBusy) && (
        <Alert color="red" variant="light" role="alert">
          {isWrong ? text.wrong : text.busy}
        </Alert>
      )}
      <TextInput
        name="email"
        type="email"
        label={words.signIn.email}
        defaultValue={search.get('email') ?? ''}
        autoComplete="username"
        required
        withAsterisk={false}
        autoFocus
      />
      <Stack gap={6}>
        <PasswordInput
          name="password"
          label={words.signIn.password}
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        <Group justify="space-between">
          <Anchor component={Link} to="/forgot-password" size="sm">
            {text.forgot}
          </Anchor>
          <Anchor component={Link} to="/sign-up" size="sm">
            {text.none}
          </Anchor>
        </Group>
      </Stack>
    </DoorForm>
  );
}
