import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { answer, api } from '../api/client';
import { asFailure } from '../api/failure';
import { confirmWithPasskey, takesPasskeys } from '../api/passkeys';
import { oidcStart, queries } from '../api/queries';
import type { Factors } from '../api/types';
import { Problem } from '../parts/states';
import { words } from '../words';

const text = words.common.confirm;

/** By whatever the person has: a passkey, the password, or a code. */
export function ConfirmingForm({ factors, done }: { factors: Factors; done: () => void }) {
  const { data: methods } = useQuery(queries.methods());
  const passkey = useMutation({ mutationFn: confirmWithPasskey, onSuccess: done });
  const typing = useMutation({
    mutationFn: (given: string) =>
      answer(api.POST('/api/auth/confirm', { body: factors.password ? { password: given } : { code: given } })),
    onSuccess: done,
  });
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    // The dialog lies in the tree of the page's own form.
    event.stopPropagation();
    typing.mutate(String(new FormData(event.currentTarget).get('given')));
  }
  const { password, code, ...others } = typing.error ? asFailure(typing.error).fields : {};
  const isElsewhere = typing.error && !password && !code;
  const field = {
    name: 'given',
    required: true,
    withAsterisk: false,
    error: password || code ? text.wrong : undefined,
    // The dialog gives the focus away when it opens; the field may come after that.
    autoFocus: true,
    'data-autofocus': true,
  };
  return (
    <Stack>
      {passkey.error && <Problem error={passkey.error} />}
      {factors.passkeys > 0 && takesPasskeys(methods) && (
        <Button variant="light" loading={passkey.isPending} onClick={() => passkey.mutate()}>
          {text.passkey}
        </Button>
      )}
      {(factors.password || factors.twoFactor) && (
        <form onSubmit={submit}>
          <Stack>
            {(isElsewhere || Object.keys(others).length > 0) && <Problem error={typing.error} />}
            {factors.password ? (
              <PasswordInput label={words.signIn.password} autoComplete="current-password" {...field} />
            ) : (
              <TextInput label={words.signIn.code.label} autoComplete="one-time-code" {...field} />
            )}
            <Button type="submit" loading={typing.isPending}>
              {text.action}
            </Button>
          </Stack>
        </form>
      )}
      {methods?.oidc && (
        <Stack gap={4}>
          <Button component="a" variant="light" href={oidcStart(location.pathname + location.search, true)}>
            {text.oidc(methods.oidc.name)}
          </Button>
          <Text size="xs" c="dimmed">
            {text.oidcHint}
          </Text>
        </Stack>
      )}
    </Stack>
  );
}
