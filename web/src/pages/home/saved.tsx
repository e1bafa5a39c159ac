import { Stack, Text } from '@mantine/core';
import type { Batch } from '../../api/types';
import { bytes, percent } from '../../parts/format';
import { words } from '../../words';

const text = words.home;

/** Bytes that the latest batches saved: as many as the list shows. */
export function Saved({ batches }: { batches: Batch[] }) {
  const before = batches.reduce((sum, batch) => sum + batch.bytes.in, 0);
  const saved = batches.reduce((sum, batch) => sum + batch.bytes.saved, 0);
  return (
    <Stack gap={8}>
      <Text size="sm" c="dimmed" fw={500}>
        {text.saved}
      </Text>
      <Text fz={26} fw={620} lh={1.1} className="numbers">
        {bytes(saved)}
      </Text>
      <Text size="sm" c="dimmed" className="numbers">
        {before > 0 ? text.savedOf(percent(saved / before), bytes(before)) : text.savedNone}
      </Text>
    </Stack>
  );
}
