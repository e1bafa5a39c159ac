import { Group, Stack, Text } from '@mantine/core';
import type { LogEntry } from '../api/types';
import { words } from '../words';
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
  const { name, email, role, plan, credits } = details;
  return (
    <Group px="md" py={8} justify="space-between" gap="xs">
      <Stack gap={0} style={{ flex: '1 1 16rem' }}>
        <Text size="sm" className="breakable">
          {text.acts[act] ?? act}
          <Text span size="sm" c="dimmed">
            {' '}
            {[name, email, role, plan, credits].filter(Boolean).join(', ')}
          </Text>
        </Text>
        {address && (
          <Text size="xs" c="dimmed" className="breakable">
            {text.from(address)}
            {userAgent && ` · ${userAgent}`}
          </Text>
        )}
      </Stack>
      <Text size="sm" c="dimmed" className="numbers">
        {actorOf(actor)} · {time(createdAt)}
      </Text>
    </Group>
  );
}

/** Operators are told apart; of the others the kind says enough. */
function actorOf({ kind, id }: LogEntry['actor']): string {
  const named = text.actors[kind] ?? kind;
  return kind === 'operator' && id ? `${named} ${id}` : named;
}
