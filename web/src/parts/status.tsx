import { Badge } from '@mantine/core';
import type { BatchStatus, Delivery, Endpoint, ImageStatus } from '../api/types';
import { words } from '../words';

const COLOURS: Record<string, string> = {
  active: 'pine',
  succeeded: 'pine',
  completed: 'pine',
  delivered: 'pine',
  running: 'blue',
  processing: 'blue',
  expanding: 'blue',
  queued: 'gray',
  pending: 'gray',
  ready: 'blue',
  paused: 'yellow',
  failing: 'yellow',
  skipped: 'gray',
  canceled: 'gray',
  failed: 'red',
  disabled: 'red',
};

function Status({ status, text }: { status: string; text: string }) {
  return (
    <Badge
      variant="dot"
      color={COLOURS[status] ?? 'gray'}
      tt="none"
      fw={500}
      size="md"
      radius="sm"
      style={{ flex: 'none' }}
    >
      {text}
    </Badge>
  );
}

export const BatchState = ({ status }: { status: BatchStatus }) => (
  <Status status={status} text={words.batches.status[status]} />
);
export const ImageState = ({ status }: { status: ImageStatus }) => (
  <Status status={status} text={words.batches.imageStatus[status]} />
);
export const DeliveryState = ({ status }: { status: Delivery['status'] }) => (
  <Status status={status} text={words.webhooks.log[status]} />
);
export function EndpointState({ endpoint }: { endpoint: Endpoint }) {
  const status = endpoint.status === 'active' && endpoint.failingSince ? 'failing' : endpoint.status;
  return <Status status={status} text={words.webhooks.status[status]} />;
}
