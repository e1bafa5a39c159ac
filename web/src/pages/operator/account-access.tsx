import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import type { OperatorAccount } from '../../api/types';
import { Asking } from '../../parts/asking';
import { complain } from '../../parts/notices';
import { words } from '../../words';

const text = words.operator;

interface AccountAccessProps {
  account: Pick<OperatorAccount, 'name' | 'suspended' | 'ssoDomain'>;
  change: (body: { suspended: boolean } | { ssoDomain: string | null }) => Promise<unknown>;
  /** A dialog above the account's own is open, and has the keyboard. */
  isAsking: boolean;
  setIsAsking: (isAsking: boolean) => void;
}

/** Whether an account may come in, and how its people do. What takes access away asks first. */
export function AccountAccess({ account, change, isAsking, setIsAsking }: AccountAccessProps) {
  const { name, suspended, ssoDomain } = account;
  const [about, setAbout] = useState<'suspend' | 'sso'>('suspend');
  const [typed, setTyped] = useState(ssoDomain ?? '');
  const domain = typed.trim() || null;
  function ask(subject: typeof about) {
    setAbout(subject);
    setIsAsking(true);
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    ask('sso');
  }
  const sso = domain === null ? text.sso.remove : text.sso.set;
  const dialog =
    about === 'suspend'
      ? { ...text.suspend, title: text.suspend.title(name), run: () => change({ suspended: true }) }
      : { ...sso, title: sso.title(domain ?? ssoDomain ?? ''), run: () => change({ ssoDomain: domain }) };
  return (
    <Stack>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="xs">
          <TextInput
            label={text.sso.label}
            description={text.sso.hint}
            placeholder="example.com"
            maxLength={253}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            style={{ flex: '1 1 14rem' }}
          />
          <Button type="submit" variant="default" disabled={domain === ssoDomain}>
            {text.sso.save}
          </Button>
        </Group>
      </form>
      <Group>
        {suspended ? (
          <Button variant="default" onClick={() => void change({ suspended: false }).catch(complain)}>
            {text.resume}
          </Button>
        ) : (
          <Button variant="default" color="red" onClick={() => ask('suspend')}>
            {text.suspend.action}
          </Button>
        )}
      </Group>
      <Asking opened={isAsking} close={() => setIsAsking(false)} {...dialog} />
    </Stack>
  );
}
