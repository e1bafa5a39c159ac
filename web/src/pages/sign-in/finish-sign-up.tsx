import { Anchor, Group, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { answer, api } from '../../api/client';
import { asFailure } from '../../api/failure';
import { words } from '../../words';
import { DoorForm } from './door-form';
import { UnusableLink } from './unusable-link';

const text = words.signIn.finish;

/** Where the link of the sign-up's mail leads. */
export function FinishSignUp() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const token = search.get('token');
  const finish = useMutation({
    mutationFn: (chosen: { name: string; newPassword: string }) =>
      answer(api.POST('/api/auth/verify', { body: { token: token ?? '', ...chosen } })),
    onSuccess: () => navigate('/sign-in?verified=true', { replace: true }),
  });
  if (!token) return <UnusableLink title={text.title} text={text.noToken} next={<Next />} />;
  const fields = finish.error ? asFailure(finish.error).fields : {};
  if (fields.token) return <UnusableLink title={text.title} text={text.dead} next={<Next />} />;
  const isElsewhere = finish.error && !fields.name && !fields.newPassword;
  return (
    <DoorForm
      title={text.title}
      submit={text.submit}
      pending={finish.isPending}
      error={isElsewhere ? finish.error : null}
      onSubmit={({ name = '', password = '' }) => finish.mutate({ name, newPassword: password })}
    >
      <TextInput
        name="name"
        label={words.signIn.name}
        autoComplete="name"
        required
        maxLength={100}
        withAsterisk={false}
        error={fields.name}
        autoFocus
      />
      <PasswordInput
        name="password"
        label={words.signIn.newPassword}
        description={words.signIn.passwordHint}
        autoComplete="new-password"
        minLength={10}
        required
        withAsterisk={false}
        error={fields.newPassword}
      />
    </DoorForm>
  );
}

function Next() {
  return (
    <Group gap="md">
      <Anchor component={Link} to="/sign-up" size="sm">
        {text.newLink}
      </Anchor>
      <Anchor component={Link} to="/sign-in" size="sm">
        {words.signIn.signIn.title}
      </Anchor>
    </Group>
  );
}
