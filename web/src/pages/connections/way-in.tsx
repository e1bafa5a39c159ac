import { Code, Group, Radio, Stack, Text } from '@mantine/core';
import type { RoleSetup as Setup } from '../../api/types';
import { Copy } from '../../parts/copying';
import { words } from '../../words';

const text = words.connections;

export type Way = 'role' | 'keys';

export function WayIn({ setup, way, choose }: { setup: Setup; way: Way; choose: (way: Way) => void }) {
  return (
    <>
      <Radio.Group label={text.way} value={way} onChange={(chosen) => choose(chosen as Way)}>
        <Stack gap="xs" mt="xs">
          {(Object.keys(text.ways) as Way[]).map((key) => (
            <Radio key={key} value={key} label={text.ways[key].label} description={text.ways[key].hint} />
          ))}
        </Stack>
      </Radio.Group>
      {way === 'role' && <RoleSetup setup={setup} />}
    </>
  );
}

/** What to do in AWS first. The policy has the account's external id in it. */
function RoleSetup({ setup }: { setup: Setup }) {
  const policy = JSON.stringify(setup.trustPolicy, null, 2);
  return (
    <Stack gap="xs" role="group" aria-label={text.trustPolicy}>
      <Text size="sm">{text.roleSteps}</Text>
      <Group align="flex-start" gap={4} wrap="nowrap">
        <Code block tabIndex={0} style={{ flex: 1, minWidth: 0 }}>
          {policy}
        </Code>
        <Copy value={policy} />
      </Group>
    </Stack>
  );
}
