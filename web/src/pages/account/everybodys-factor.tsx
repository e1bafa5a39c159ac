import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client';
import { queries, queryClient } from '../../api/queries';
import type { Account } from '../../api/types';
import { Asking } from '../../parts/asking';
import { say } from '../../parts/notices';
import { Section } from '../../parts/page';
import { Loaded } from '../../parts/states';
import { words } from '../../words';

const text = words.account.everybody;

/** Whether everybody who works in the account needs a second factor. An owner says so who has one. */
export function EverybodysFactor({ account }: { account: Account }) {
  const [isAsking, setIsAsking] = useState(false);
  const factors = useQuery(queries.factors());
  const isOn = account.requireSecondFactor;
  const change = isOn ? text.turnOff : text.turnOn;
  if (account.role !== 'owner') {
    return (
      isOn && (
        <Section title={text.title}>
          <Text size="sm">{text.required}</Text>
        </Section>
      )
    );
  }
  async function run() {
    await answer(api.PATCH('/api/account', { body: { requireSecondFactor: !isOn } }));
    say(isOn ? text.noLonger : text.nowRequired);
    await Promise.all(['account', 'log'].map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
  }
  return (
    <Section title={text.title} text={text.text}>
      <Loaded query={factors} rows={1} height={40}>
        {({ twoFactor, passkeys }) => (
          <Stack gap="sm">
            <Text fw={550}>{isOn ? text.isOn : text.isOff}</Text>
            {isOn || twoFactor || passkeys > 0 ? (
              <Group>
                <Button variant="default" onClick={() => setIsAsking(true)}>
                  {change.action}
                </Button>
              </Group>
            ) : (
              <Text size="sm">{text.first}</Text>
            )}
          </Stack>
        )}
      </Loaded>
      <Asking opened={isAsking} close={() => setIsAsking(false)} {...change} danger={!isOn} run={run} />
    </Section>
  );
}
