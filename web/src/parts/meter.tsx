import { Group, Progress, Stack, Text } from '@mantine/core';
import { words } from '../words';
import { barOf, leftOf, type Allowance } from './allowance';
import { number } from './format';

interface MeterProps extends Allowance {
  label: string;
}

/** How much of an allowance is used, and which part of that is only held. */
export function Meter({ label, ...allowance }: MeterProps) {
  const { used, held, owed, limit } = allowance;
  const bar = barOf(allowance);
  const unlimited = limit === null;
  const notes = [
    !unlimited && words.home.left(number(leftOf(allowance))),
    held > 0 && words.home.held(number(held)),
    owed > 0 && words.home.owed(number(owed)),
  ];
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
        <Progress.Section value={bar.spent} color={bar.isOut ? 'red' : 'pine'} withAria={false} />
        <Progress.Section value={bar.held} color="pine.3" withAria={false} />
      </Progress.Root>
      <Text size="sm" c="dimmed" className="numbers">
        {notes.filter(Boolean).join(' · ') || words.home.noneHeld}
      </Text>
    </Stack>
  );
}
