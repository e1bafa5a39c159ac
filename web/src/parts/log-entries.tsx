import { Group, Stack, Text } from '@mantine/core';
import type { LogEntry } from '../api/types';
import { words } from '../words';
import { actorName } from './actor';
import { time } from './format';

const text = words.account;

/** What was done to an account, by whom and from where. */
export function LogEntries({ entries }: { entries: LogEntry[] }) {
  return (
    <Stack gap={0} className="rows" style={{ borderTop: '1px solid var(--line)' }}>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </Stack>
  );
}

function Entry({ entry: { act, actor, details, address, userAgent, createdAt } }: { entry: LogEntry }) {
  const { name, email, invitation, role, plan, credits, credit, amount, reason, by, at } = details;
  const isPlanned = act === 'plan.changed' && at === 'periodEnd';
  return (
    <Group px="md" py={8} justify="space-between" gap="xs">
      <Stack gap={0} style={{ flex: '1 1 16rem' }}>
        <Text size="sm" className="breakable">
          {isPlanned ? text.planPlanned : (text.acts[act] ?? act)}
          <Text span size="sm" c="dimmed">
            {' '}
            {[name, email, invitation, role, plan, credits, credit, amount, reason, text.by[String(by)]]
              .filter(Boolean)
              .join(', ')}
          </Text>
        </Text>
        <Text size="xs" c="dimmed" className="breakable">
          {[actorName(actor), address && text.from(address), userAgent].filter(Boolean).join(' · ')}
        </Text>
      </Stack>
      <Text size="sm" c="dimmed" className="numbers">
        {time(createdAt)}
      </Text>
    </Group>
  );
}
