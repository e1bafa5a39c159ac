import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Batch } from '../../api/types';
import { bytes, relative } from '../../parts/format';
import { BatchState } from '../../parts/status';
import { Empty } from '../../parts/states';
import { words } from '../../words';
import { sourceName } from '../../parts/source-name';

export function RecentBatches({ batches }: { batches: Batch[] }) {
  const { title, text } = words.batches.empty;
  if (batches.length === 0) return <Empty icon="layers" title={title} text={text} />;
  return (
    <Stack gap={0} className="rows" style={{ borderTop: '1px solid var(--line)' }}>
      {batches.map((batch) => (
        <Group key={batch.id} px="md" py="xs" justify="space-between" gap="xs" wrap="nowrap">
          <Stack gap={0} style={{ minWidth: 0 }}>
            <Anchor component={Link} to={`/batches/${batch.id}`} truncate fw={500}>
              {sourceName(batch)}
            </Anchor>
            <Text size="sm" c="dimmed" className="numbers">
              {words.batches.images(batch.images.total)} · {bytes(batch.bytes.saved)}{' '}
              {words.batches.detail.saved.toLowerCase()} · {relative(batch.createdAt)}
            </Text>
          </Stack>
          <BatchState status={batch.status} />
        </Group>
      ))}
    </Stack>
  );
}
