import { Group, Text } from '@mantine/core';
import { words } from '../words';

export function Mark() {
  return (
    <Group gap={8} wrap="nowrap">
      <img src="/favicon.svg" alt="" width={22} height={22} />
      <Text fw={640} fz="lg" style={{ letterSpacing: '-0.02em' }}>
        {words.common.product}
      </Text>
    </Group>
  );
}
