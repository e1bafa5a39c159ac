import { Anchor, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answer, api } from '../../api/client';
import { asFailure } from '../../api/failure';
import { words } from '../../words';
import { DoorForm } from './door-form';

const text = words.signIn.signUp;

export function SignUp() {
  const signUp = useMutation({
    mutationFn: (body: { name: string; email: string; password: string }) =>
      answer(api.POST('/api/auth/sign-up', { body })),
  });
  if (signUp.isSuccess) return <Sent email={signUp.variables.email} />;
  const fields = signUp.error ? asFailure(signUp.error).fields : {};
  return (
    <DoorForm
      title={text.title}
      submit={text.submit}
      pending={signUp.isPending}
      error={Object.keys(fields).length > 0 ? null : signUp.error}
      onSubmit={({ name = '', email = '', password = '' }) => signUp.mutate({ name, email, password })}
    >
      <TextInput
        name="name"
        label={words.signIn.name}
        autoComplete="name"
        required
        withAsterisk={false}
        error={fields.name}
        autoFocus
      />
      <TextInput
        name="email"
        type="email"
        label={words.signIn.email}
        autoComplete="username"
        required
        withAsterisk={false}
        error={fields.email}
      />
      <PasswordInput
        name="password"
        label={words.signIn.password}
        description={words.signIn.passwordHint}
        autoComplete="new-password"
        minLength={10}
        required
        withAsterisk={false}
        error={fields.password}
      />
      <Text size="sm">
        {text.have}{' '}
        <Anchor component={Link} to="/sign-in" size="sm" underline="always">
          {words.signIn.signIn.title}
        </Anchor>
      </Text>
    </DoorForm>
  );
}

function Sent({ email }: { email: string }) {
  return (
    <Stack gap="xs" role="status">
      <Title order={1}>{text.sent(email)}</Title>
      <Text size="sm">{text.sentText}</Text>
      <Anchor component={Link} to="/sign-in" size="sm">
        {words.signIn.signIn.title}
      </Anchor>
    </Stack>
  );
}
