import { Group, Progress, Stack, Text } from '@mantine/core';
import { words } from '../words';
import { number } from './format';

/** The service's word for "unlimited". */
export const UNLIMITED = 99_999;

interface MeterProps {
  label: string;
  used: number;
  /** The part of `used` that running batches hold. */
  held: number;
  limit: number;
}

/** How much of an allowance is used, and which part of that is only held. */
export function Meter({ label, used, held, limit }: MeterProps) {
  const unlimited = limit >= UNLIMITED;
  const share = (part: number) => (limit > 0 && !unlimited ? Math.min(100, (part / limit) * 100) : 0);
  const isOut = !unlimited && limit > 0 && used >= limit;
  const left = !unlimited && words.home.left(number(Math.max(0, limit - used)));
  return (
    <Stack gap={8}>
      <Text size="sm" c="dimmed" fw={500}>
        {label}
      </Text>
      <Group gap={6} align="baseline" className="numbers">
        <Text fz={26} fw={620} lh={1.1}>
          {number(used)}
        </Text>
        <Text c="dimmed">{unlimited ? words.home.usedOfUnlimited : words.home.of(number(limit))}</Text>
      </Group>
      <Progress.Root size={8} aria-hidden style={unlimited ? { visibility: 'hidden' } : undefined}>
        <Progress.Section value={share(used - held)} color={isOut ? 'red' : 'pine'} withAria={false} />
        <Progress.Section value={share(held)} color="pine.3" withAria={false} />
      </Progress.Root>
      <Text size="sm" c="dimmed" className="numbers">
        {[left, held > 0 && words.home.held(number(held))].filter(Boolean).join(' · ') || words.home.noneHeld}
      </Text>
    </Stack>
  );
}
