import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Endpoint } from '../../api/types';
import { Icon } from '../../parts/icons';
import { say } from '../../parts/notices';
import { Problem } from '../../parts/states';
import { words } from '../../words';
import { changeEndpoint } from './change-endpoint';

const text = words.webhooks.disabled;

/** Why nothing is sent any more, and the way back. */
export function DisabledNotice({ endpoint }: { endpoint: Endpoint }) {
  const enabling = useMutation({
    mutationFn: () => changeEndpoint(endpoint.id, { paused: false }),
    onSuccess: () => say(text.enabled),
  });
  const reason = endpoint.disabledReason === 'gone' ? text.gone : text.failing;
  return (
    <Alert color="red" variant="light" icon={<Icon name="alert" />} title={reason(endpoint.url)} className="breakable">
      <Stack gap="xs">
        <Text size="sm">{text.text}</Text>
        {enabling.error && <Problem error={enabling.error} />}
        <Group>
          <Button size="xs" onClick={() => enabling.mutate()} loading={enabling.isPending}>
            {text.enable}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
