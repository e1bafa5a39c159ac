import { Anchor, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import { asFailure } from '../../api/failure';
import { words } from '../../words';
import { DoorForm } from './door-form';

const text = words.signIn.code;

/** What comes behind the password of who has a second factor. */
export function SignInCode({ done, again }: { done: () => void; again: () => void }) {
  const giving = useMutation({
    mutationFn: (code: string) => answer(api.POST('/api/auth/sign-in/two-factor', { body: { code } })),
    onSuccess: done,
    // Too old, or tried too often: the password comes first again.
    onError: (error) => asFailure(error).status === 401 && again(),
  });
  const { code: wrong } = giving.error ? asFailure(giving.error).fields : {};
  return (
    <DoorForm
      title={text.title}
      submit={text.submit}
      pending={giving.isPending}
      error={wrong ? null : giving.error}
      onSubmit={({ code = '' }) => giving.mutate(code)}
    >
      <Text size="sm" c="dimmed">
        {text.text}
      </Text>
      <TextInput
        name="code"
        label={text.label}
        autoComplete="one-time-code"
        inputMode="text"
        maxLength={40}
        required
        withAsterisk={false}
        error={wrong ? text.wrong : undefined}
        autoFocus
      />
      <Anchor component="button" type="button" size="sm" onClick={again}>
        {text.back}
      </Anchor>
    </DoorForm>
  );
}
