import { Button, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { signInWithPasskey, takesPasskeys } from '../../api/passkeys';
import { oidcStart, queries } from '../../api/queries';
import { Problem } from '../../parts/states';
import { words } from '../../words';

/** Ways in without a password. `next`: a page of ours to go to then. */
export function OtherWays({ next, done }: { next: string; done: () => void }) {
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: done });
  const { data: methods } = useQuery(queries.methods());
  return (
    <Stack gap="xs">
      {passkey.error && <Problem error={passkey.error} />}
      {takesPasskeys(methods) && (
        <Button variant="default" fullWidth loading={passkey.isPending} onClick={() => passkey.mutate()}>
          {words.signIn.passkey}
        </Button>
      )}
      {methods?.oidc && (
        <Button component="a" href={oidcStart(next)} variant="default" fullWidth>
          {words.signIn.oidc.action(methods.oidc.name)}
        </Button>
      )}
    </Stack>
  );
}
