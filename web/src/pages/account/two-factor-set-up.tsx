import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { renderSVG } from 'uqr';
import { answer, api } from '../../api/client';
import { asFailure } from '../../api/failure';
import { Folded } from '../../parts/copying';
import { say } from '../../parts/notices';
import { Problem } from '../../parts/states';
import { words } from '../../words';

const text = words.account.twoFactor.setUp;

export interface Begun {
  totpUri: string;
  backupCodes: string[];
}

interface SetUpProps {
  begun: Begun | null;
  close: () => void;
  done: (backupCodes: string[]) => void;
}

/** Shows the app what it needs, and turns codes on with the first of them. */
export function SetUp({ begun, close, done }: SetUpProps) {
  const verifying = useMutation({
    mutationFn: (code: string) => answer(api.POST('/api/auth/two-factor/verify', { body: { code } })),
    onSuccess: () => {
      say(words.account.twoFactor.isOn);
      done(begun?.backupCodes ?? []);
    },
  });
  function leave() {
    verifying.reset();
    close();
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    verifying.mutate(String(new FormData(event.currentTarget).get('code')));
  }
  const { code: wrong } = verifying.error ? asFailure(verifying.error).fields : {};
  return (
    <Modal opened={begun !== null} onClose={leave} title={text.title}>
      {begun && (
        <form onSubmit={submit}>
          <Stack>
            <Text size="sm">{text.text}</Text>
            <img
              src={`data:image/svg+xml,${encodeURIComponent(renderSVG(begun.totpUri, { border: 4 }))}`}
              alt={text.picture}
              width={200}
              height={200}
              style={{ alignSelf: 'center' }}
            />
            <Folded label={text.byHand} content={new URL(begun.totpUri).searchParams.get('secret') ?? ''} />
            {verifying.error && !wrong && <Problem error={verifying.error} />}
            <TextInput
              name="code"
              label={text.code}
              autoComplete="one-time-code"
              inputMode="numeric"
              maxLength={10}
              required
              withAsterisk={false}
              error={wrong ? words.signIn.code.wrong : undefined}
              data-autofocus
            />
            <Button type="submit" loading={verifying.isPending}>
              {text.action}
            </Button>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
