import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client';
import { queries, queryClient } from '../../api/queries';
import { say } from '../../parts/notices';
import { Section } from '../../parts/page';
import { Loaded } from '../../parts/states';
import { words } from '../../words';
import { BackupCodes } from './backup-codes';
import { OwnPassword } from './own-password';
import { SetUp, type Begun } from './two-factor-set-up';

const text = words.account.twoFactor;
const reread = () =>
  Promise.all(['factors', 'sessions'].map((name) => queryClient.invalidateQueries({ queryKey: [name] })));

type Asking = 'enable' | 'disable' | 'codes' | null;

interface TwoFactorProps {
  /** Told when backup codes come into sight, and when they are put away: until then the page must stay. */
  showing?: (isShown: boolean) => void;
}

/** Codes of an app beside the password: on, off, and the codes for when the app is lost. */
export function TwoFactor({ showing }: TwoFactorProps) {
  const factors = useQuery(queries.factors());
  const [asking, setAsking] = useState<Asking>(null);
  const [begun, setBegun] = useState<Begun | null>(null);
  const [codes, setCodesNow] = useState<string[] | null>(null);
  function setCodes(shown: string[] | null) {
    setCodesNow(shown);
    showing?.(shown !== null);
  }
  const close = () => setAsking(null);
  return (
    <Section title={text.title} text={text.text}>
      <Loaded query={factors} rows={1} height={40}>
        {({ twoFactor, backupCodes, password }) => (
          <Stack gap="sm">
            <Text fw={550}>{twoFactor ? text.on(backupCodes) : text.off}</Text>
            <Changes isOn={twoFactor} ask={setAsking} />
            <OwnPassword
              opened={asking === 'enable'}
              close={close}
              {...text.enable}
              asks={password}
              run={async (body) => setBegun(await answer(api.POST('/api/auth/two-factor/enable', { body })))}
            />
            <OwnPassword
              opened={asking === 'codes'}
              close={close}
              {...text.codes}
              asks={password}
              run={async (body) => {
                setCodes((await answer(api.POST('/api/auth/two-factor/backup-codes', { body }))).backupCodes);
                await reread();
              }}
            />
            <OwnPassword
              opened={asking === 'disable'}
              close={close}
              {...text.disable}
              asks={password}
              run={async (body) => {
                await answer(api.POST('/api/auth/two-factor/disable', { body }));
                say(text.isOff);
                await reread();
              }}
            />
          </Stack>
        )}
      </Loaded>
      <SetUp
        begun={begun}
        close={() => setBegun(null)}
        done={(backupCodes) => {
          setBegun(null);
          setCodes(backupCodes);
          void reread();
        }}
      />
      <BackupCodes codes={codes} close={() => setCodes(null)} />
    </Section>
  );
}

function Changes({ isOn, ask }: { isOn: boolean; ask: (about: Asking) => void }) {
  if (!isOn) {
    return (
      <Group>
        <Button onClick={() => ask('enable')}>{text.enable.action}</Button>
      </Group>
    );
  }
  return (
    <Group gap="xs">
      <Button variant="default" onClick={() => ask('codes')}>
        {text.codes.action}
      </Button>
      <Button variant="subtle" color="red" onClick={() => ask('disable')}>
        {text.disable.action}
      </Button>
    </Group>
  );
}
