import { Button, Code, Collapse, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { answer, api, once } from '../../api/client';
import { queryClient } from '../../api/queries';
import type { Delivery } from '../../api/types';
import { Copy } from '../../parts/copying';
import { number, relative, time } from '../../parts/format';
import { complain, say } from '../../parts/notices';
import { DeliveryState } from '../../parts/status';
import { words } from '../../words';

const text = words.webhooks.log;

/** One message to one endpoint; its attempts unfold. */
export function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const { id, type, status, createdAt, nextAttemptAt, attempts } = delivery;
  const resending = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/deliveries/{id}/resend', { params: { path: { id } }, body: null, ...once() })),
    onSuccess: () => {
      say(text.resent);
      return queryClient.invalidateQueries({ queryKey: ['deliveries'] });
    },
    onError: complain,
  });
  return (
    <Stack gap={0} px="md" py="xs">
      <Group justify="space-between" gap="xs">
        <Group gap="sm" style={{ flex: '1 1 16rem' }}>
          <DeliveryState status={status} />
          <Text fw={500}>{type}</Text>
          <Text size="sm" c="dimmed" title={time(createdAt)}>
            {relative(createdAt)}
          </Text>
        </Group>
        <Group gap={4}>
          <Text size="sm" c="dimmed" className="numbers" pr="xs">
            {text.attempts(attempts.length)}
            {nextAttemptAt && attempts.length > 0 && `, ${nextTry(nextAttemptAt)}`}
          </Text>
          <Group gap={4} wrap="nowrap">
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              loading={resending.isPending}
              onClick={() => resending.mutate()}
            >
              {text.resend}
            </Button>
            <Button variant="subtle" color="gray" size="compact-sm" onClick={toggle} aria-expanded={isOpen}>
              {text.show}
            </Button>
          </Group>
        </Group>
      </Group>
      <Collapse expanded={isOpen}>
        <Attempts delivery={delivery} />
      </Collapse>
    </Stack>
  );
}

/** What is due waits for its turn, which comes within seconds. */
function nextTry(at: string): string {
  return new Date(at) > new Date() ? text.nextTry(relative(at)) : text.nextTryNow;
}

function Attempts({ delivery: { webhookId, attempts } }: { delivery: Delivery }) {
  return (
    <Stack gap="xs" py="xs">
      <Group gap={4}>
        <Text size="sm" c="dimmed">
          {text.webhookId}
        </Text>
        <Text size="sm" className="mono breakable">
          {webhookId}
        </Text>
        <Copy value={webhookId} />
      </Group>
      {attempts.length === 0 && <Text size="sm">{text.noAttempt}</Text>}
      {attempts.map(({ number: place, startedAt, durationMs, status, error, body }) => (
        <Stack key={place} gap={4}>
          <Group gap="sm">
            <Text size="sm" c="dimmed" className="numbers">
              {place}.
            </Text>
            <Text size="sm" fw={600} className="numbers" c={status && status < 300 ? 'pine' : 'red'}>
              {status ?? text.noAnswer}
            </Text>
            <Text size="sm" c="dimmed" className="numbers">
              {time(startedAt)}, {text.took(number(durationMs))}
            </Text>
            {error && (
              <Text size="sm" className="breakable">
                {error}
              </Text>
            )}
          </Group>
          {body && (
            <Code block tabIndex={0} mah={160} style={{ overflow: 'auto' }}>
              {body}
            </Code>
          )}
        </Stack>
      ))}
    </Stack>
  );
}
