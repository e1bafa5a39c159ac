import { Anchor, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { answer, api } from '../../api/client';
import { asFailure } from '../../api/failure';
import { words } from '../../words';
import { DoorForm } from './door-form';
import { UnusableLink } from './unusable-link';

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
  if (!token) return <UnusableLink title={text.title} text={text.noToken} next={<NewLink />} />;
  const { token: deadToken, newPassword: wrongPassword } = reset.error ? asFailure(reset.error).fields : {};
  if (deadToken) return <UnusableLink title={text.title} text={text.dead} next={<NewLink />} />;
  return (
    <DoorForm
      title={text.title}
      submit={text.submit}
      pending={reset.isPending}
      error={wrongPassword ? null : reset.error}
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
        error={wrongPassword}
        autoFocus
      />
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
