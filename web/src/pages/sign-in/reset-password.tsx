import { Alert, Anchor, PasswordInput, Stack, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { answer, api } from '../../api/client';
import { words } from '../../words';
import { DoorForm } from './door-form';

const text = words.signIn.reset;

/** Where the link of the mail leads. */
export function ResetPassword() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const token = search.get('token');
  const reset = useMutation({
    mutationFn: (newPassword: string) =>
      answer(api.POST('/api/auth/password', { body: { token: token ?? '', newPassword } })),
    onSuccess: () => navigate('/sign-in?reset=true', { replace: true }),
  });
  if (!token) {
    return (
      <Stack gap="md">
        <Title order={1}>{text.title}</Title>
        <Alert color="yellow" variant="light">
          {text.noToken}
        </Alert>
        <NewLink />
      </Stack>
    );
  }
  return (
    <DoorForm
      title={text.title}
      submit={text.submit}
      pending={reset.isPending}
      error={reset.error}
      onSubmit={({ password = '' }) => reset.mutate(password)}
    >
      <PasswordInput
        name="password"
        label={words.signIn.newPassword}
        description={words.signIn.passwordHint}
        autoComplete="new-password"
        minLength={10}
        required
        withAsterisk={false}
        autoFocus
      />
      {reset.error && <NewLink />}
    </DoorForm>
  );
}

function NewLink() {
  return (
    <Anchor component={Link} to="/forgot-password" size="sm">
      {text.newLink}
    </Anchor>
  );
}
