import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { answer, api, once } from '../../api/client';
import { queryClient } from '../../api/queries';
import { Asking } from '../../parts/asking';
import { say } from '../../parts/notices';
import { words } from '../../words';

const text = words.webhooks.replay;
const DAY_MS = 86_400_000;

/** Sends again what happened since a time, by default since yesterday. */
export function Replay({ id, opened, close }: { id: string; opened: boolean; close: () => void }) {
  const [since, setSince] = useState(() => localTime(Date.now() - DAY_MS));
  const [undelivered, setUndelivered] = useState(true);
  async function replay() {
    const body = { since: new Date(since).toISOString(), undelivered };
    const told = await answer(api.POST('/api/webhooks/{id}/replay', { params: { path: { id } }, body, ...once() }));
    say(text.done(told.deliveries));
    await queryClient.invalidateQueries({ queryKey: ['deliveries', id] });
  }
  return (
    <Asking
      opened={opened}
      close={close}
      title={text.title}
      text={text.text}
      action={text.submit}
      danger={false}
      run={replay}
    >
      <Stack gap="sm">
        <TextInput
          type="datetime-local"
          label={text.since}
          value={since}
          onChange={(event) => setSince(event.currentTarget.value)}
        />
        <Checkbox
          label={text.undelivered}
          checked={undelivered}
          onChange={(event) => setUndelivered(event.currentTarget.checked)}
        />
      </Stack>
    </Asking>
  );
}

/** As `<input type="datetime-local">` writes it. */
function localTime(ms: number): string {
  const offset = new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - offset).toISOString().slice(0, 16);
}
