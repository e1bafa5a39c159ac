import { Alert, Anchor, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answer, api } from '../../api/client';
import { words } from '../../words';
import { DoorForm } from './door-form';

const text = words.signIn.forgot;

export function ForgotPassword() {
  const ask = useMutation({
    mutationFn: (email: string) => answer(api.POST('/api/auth/password-reset', { body: { email } })),
  });
  return (
    <DoorForm
      title={text.title}
      submit={text.submit}
      pending={ask.isPending}
      error={ask.error}
      onSubmit={({ email = '' }) => ask.mutate(email)}
    >
      <Text size="sm" c="dimmed">
        {text.text}
      </Text>
      {ask.isSuccess && (
        <Alert variant="light" role="status">
          {text.sent(ask.variables)}
        </Alert>
      )}
      <TextInput
        name="email"
        type="email"
        label={words.signIn.email}
        autoComplete="username"
        required
        withAsterisk={false}
        autoFocus
      />
      <Anchor component={Link} to="/sign-in" size="sm">
        {text.back}
      </Anchor>
    </DoorForm>
  );
}
