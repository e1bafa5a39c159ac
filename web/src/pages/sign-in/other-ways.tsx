import { Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { hasPasskeys, signInWithPasskey } from '../../api/passkeys';
import { Problem } from '../../parts/states';
import { words } from '../../words';

/** Ways in without a password. */
export function OtherWays({ done }: { done: () => void }) {
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: done });
  return (
    <Stack gap="xs">
      {passkey.error && <Problem error={passkey.error} />}
      {hasPasskeys() && (
        <Button variant="default" fullWidth loading={passkey.isPending} onClick={() => passkey.mutate()}>
          {words.signIn.passkey}
        </Button>
      )}
    </Stack>
  );
}
