import { Group, Loader, Text } from '@mantine/core';
import { useConnection } from '../api/connection';
import { words } from '../words';

/** Says that the server is away or slow, for as long as it is. */
export function ConnectionBanner() {
  const connection = useConnection();
  const { away, slow } = words.common;
  return (
    <div role="status" aria-live="polite">
      {connection !== 'fine' && (
        <Group
          gap="xs"
          px="md"
          py={8}
          wrap="nowrap"
          bg={connection === 'away' ? 'red.9' : 'yellow.3'}
          c={connection === 'away' ? 'white' : 'black'}
        >
          <Loader size={14} color="currentColor" />
          <Text size="sm">{connection === 'away' ? `${away.title} ${away.text}` : slow}</Text>
        </Group>
      )}
    </div>
  );
}
