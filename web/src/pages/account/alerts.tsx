import { Button, Group, NumberInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { answer, api } from '../../api/client';
import { queryClient } from '../../api/queries';
import type { Alerts as AlertSettings } from '../../api/types';
import { say } from '../../parts/notices';
import { Section } from '../../parts/page';
import { Loaded, Problem } from '../../parts/states';
import { words } from '../../words';
import { percentsOf } from './percents';

const text = words.account.alerts;
const queryKey = ['usage', 'alerts'];

/** When webhooks tell of the usage: percents of the allowances, and top-ups that run low. */
export function Alerts({ isOwner }: { isOwner: boolean }) {
  const alerts = useQuery({
    queryKey,
    queryFn: ({ signal }) => answer(api.GET('/api/usage/alerts', { signal })),
  });
  return (
    <Section title={text.title} text={text.text}>
      <Loaded query={alerts} rows={1} height={60}>
        {(data) => <Form alerts={data} isOwner={isOwner} key={JSON.stringify(data)} />}
      </Loaded>
    </Section>
  );
}

function Form({ alerts, isOwner }: { alerts: AlertSettings; isOwner: boolean }) {
  const [typed, setTyped] = useState(alerts.percents.join(', '));
  const [topups, setTopups] = useState<string | number>(alerts.topups ?? '');
  const percents = percentsOf(typed);
  const saving = useMutation({
    mutationFn: (body: AlertSettings) => answer(api.PUT('/api/usage/alerts', { body })),
    onSuccess: async () => {
      say(words.common.saved);
      await Promise.all([queryKey, ['log']].map((key) => queryClient.invalidateQueries({ queryKey: key })));
    },
  });
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (percents) saving.mutate({ percents, topups: Number(topups) || null });
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        {saving.error && <Problem error={saving.error} />}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={text.percents}
            description={text.percentsHint}
            readOnly={!isOwner}
            value={typed}
            error={percents === null && text.percentsWrong}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <NumberInput
            label={text.topups}
            description={text.topupsHint}
            allowDecimal={false}
            allowNegative={false}
            max={1_000_000_000}
            readOnly={!isOwner}
            value={topups}
            onChange={setTopups}
          />
        </SimpleGrid>
        {isOwner && (
          <Group>
            <Button type="submit" variant="default" disabled={percents === null} loading={saving.isPending}>
              {words.common.save}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
