import { Alert, Anchor, Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { answer, api } from '../../api/client';
import { asFailure } from '../../api/failure';
import { Problem } from '../../parts/states';
import { words } from '../../words';
import { DoorForm } from './door-form';

const text = words.signIn.signUp;

/** Asks for the address alone: all else is chosen behind the link that it gets. */
export function SignUp() {
  const [search] = useSearchParams();
  const signUp = useMutation({
    mutationFn: (email: string) => answer(api.POST('/api/auth/sign-up', { body: { email } })),
  });
  if (signUp.isSuccess) return <Sent email={signUp.variables} />;
  const fields = signUp.error ? asFailure(signUp.error).fields : {};
  return (
    <DoorForm
      title={text.title}
      submit={text.submit}
      pending={signUp.isPending}
      error={Object.keys(fields).length > 0 ? null : signUp.error}
      onSubmit={({ email = '' }) => signUp.mutate(email)}
    >
      {search.has('earlier') && (
        <Alert color="yellow" variant="light" role="alert">
          {text.earlier}
        </Alert>
      )}
      <Text size="sm" c="dimmed">
        {text.text}
      </Text>
      <TextInput
        name="email"
        type="email"
        label={words.signIn.email}
        defaultValue={search.get('email') ?? ''}
        autoComplete="username"
        required
        withAsterisk={false}
        error={fields.email}
        autoFocus
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
  const resend = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/verification-mail', { body: { email } })),
  });
  return (
    <Stack gap="xs" role="status">
      <Title order={1}>{text.sent(email)}</Title>
      <Text size="sm">{text.sentText}</Text>
      {resend.error && <Problem error={resend.error} />}
      {resend.isSuccess ? (
        <Text size="sm">{text.resent}</Text>
      ) : (
        <Button size="xs" variant="default" loading={resend.isPending} onClick={() => resend.mutate()}>
          {text.resend}
        </Button>
      )}
      <Anchor component={Link} to="/sign-in" size="sm">
        {words.signIn.signIn.title}
      </Anchor>
    </Stack>
  );
}
