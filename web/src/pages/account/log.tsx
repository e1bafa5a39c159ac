import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import type { LogEntry } from '../../api/types';
import { time } from '../../parts/format';
import { Section } from '../../parts/page';
import { Empty, Loaded } from '../../parts/states';
import { words } from '../../words';

const text = words.account;

/** What was done to the account's access, newest first. */
export function Log() {
  const log = useQuery(queries.log());
  return (
    <Section title={text.log} flush>
      <Loaded query={log} rows={3} height={28}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty icon="person" title={text.logEmpty} />
          ) : (
            <Stack gap={0} className="rows" style={{ borderTop: '1px solid var(--line)' }}>
              {data.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Section>
  );
}

function Entry({ entry: { act, actor, details, createdAt } }: { entry: LogEntry }) {
  return (
    <Group px="md" py={8} justify="space-between" gap="xs">
      <Text size="sm" className="breakable" style={{ flex: '1 1 16rem' }}>
        {text.acts[act] ?? act}
        <Text span size="sm" c="dimmed">
          {' '}
          {[details.name, details.email, details.role, details.plan].filter(Boolean).join(', ')}
        </Text>
      </Text>
      <Text size="sm" c="dimmed" className="numbers">
        {text.actors[actor.kind] ?? actor.kind} · {time(createdAt)}
      </Text>
    </Group>
  );
}
