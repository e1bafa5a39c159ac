import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { answer, api } from '../../api/client';
import { queryClient } from '../../api/queries';
import type { Account } from '../../api/types';
import { Asking } from '../../parts/asking';
import { Section } from '../../parts/page';
import { words } from '../../words';

const text = words.account.leave;

/** The way out of an account that one works in. */
export function Leave({ account }: { account: Account }) {
  const [isAsking, setIsAsking] = useState(false);
  const navigate = useNavigate();
  async function leave() {
    await answer(api.POST('/api/account/leave'));
    queryClient.clear();
    await navigate('/');
  }
  return (
    <Section title={text.section} text={account.soleOwner ? text.sole : text.hint}>
      {!account.soleOwner && (
        <Group>
          <Button variant="default" color="red" onClick={() => setIsAsking(true)}>
            {text.action}
          </Button>
        </Group>
      )}
      <Asking
        opened={isAsking}
        close={() => setIsAsking(false)}
        title={text.title(account.name)}
        text={text.text}
        action={text.action}
        run={leave}
      />
    </Section>
  );
}
