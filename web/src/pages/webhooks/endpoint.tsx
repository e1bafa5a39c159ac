import { Alert, Anchor, Badge, Button, Group, Menu, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { answer, api, once } from '../../api/client';
import { queries, queryClient } from '../../api/queries';
import type { Endpoint } from '../../api/types';
import { Asking } from '../../parts/asking';
import { Curl } from '../../parts/copying';
import { time } from '../../parts/format';
import { Icon } from '../../parts/icons';
import { complain, say } from '../../parts/notices';
import { Page, Section } from '../../parts/page';
import { EndpointState } from '../../parts/status';
import { Loaded } from '../../parts/states';
import { words } from '../../words';
import { changeEndpoint } from './change-endpoint';
import { DeliveryLog } from './delivery-log';
import { DisabledNotice } from './disabled-notice';
import { EndpointForm } from './endpoint-form';
import { Replay } from './replay';
import { RotateSecret } from './rotate-secret';

const text = words.webhooks;

export function EndpointPage() {
  const { id = '' } = useParams();
  const endpoints = useQuery(queries.endpoints());
  const endpoint = endpoints.data?.data.find((one) => one.id === id);
  const back = (
    <Anchor component={Link} to="/webhooks" size="sm" c="dimmed">
      <Group gap={4}>
        <Icon name="left" size={14} />
        {text.title}
      </Group>
    </Anchor>
  );
  return (
    <Page
      title={endpoint?.url ?? text.title}
      text={endpoint?.description ?? undefined}
      above={back}
      actions={endpoint && <Actions endpoint={endpoint} />}
    >
      <Loaded query={endpoints} rows={2}>
        {() => (endpoint ? <Details endpoint={endpoint} /> : <Text>{words.errors.not_found?.title}</Text>)}
      </Loaded>
    </Page>
  );
}

function Details({ endpoint }: { endpoint: Endpoint }) {
  const { id, events, failingSince, status, previousSecretUntil, createdAt } = endpoint;
  return (
    <>
      {status === 'disabled' && <DisabledNotice endpoint={endpoint} />}
      {status === 'active' && failingSince && (
        <Alert color="yellow" variant="light" icon={<Icon name="alert" />}>
          {text.failing(time(failingSince))}
        </Alert>
      )}
      <Section>
        <Stack gap="xs">
          <Group gap="md">
            <EndpointState endpoint={endpoint} />
            <Text size="sm" c="dimmed">
              {time(createdAt)}
            </Text>
            {previousSecretUntil && <Text size="sm">{text.previousSecret(time(previousSecretUntil))}</Text>}
          </Group>
          <Group gap={6}>
            {events.map((type) => (
              <Badge key={type} variant="default" tt="none" fw={450} radius="sm">
                {type}
              </Badge>
            ))}
          </Group>
        </Stack>
      </Section>
      <DeliveryLog endpointId={id} />
      <Curl path={`/api/webhooks/${id}/deliveries?status=failed`} />
    </>
  );
}

function Actions({ endpoint }: { endpoint: Endpoint }) {
  const { id, status } = endpoint;
  const navigate = useNavigate();
  const [isEditing, editing] = useDisclosure(false);
  const [isRotating, rotating] = useDisclosure(false);
  const [isReplaying, replaying] = useDisclosure(false);
  const [isDeleting, deleting] = useDisclosure(false);
  const params = { path: { id } };

  async function test() {
    await answer(api.POST('/api/webhooks/{id}/test', { params, body: null, ...once() }));
    say(text.tested);
    await queryClient.invalidateQueries({ queryKey: ['deliveries', id] });
  }
  async function pause(paused: boolean) {
    await changeEndpoint(id, { paused });
    say(paused ? text.paused : text.resumed);
  }
  async function remove() {
    await answer(api.DELETE('/api/webhooks/{id}', { params }));
    await navigate('/webhooks');
    await queryClient.invalidateQueries({ queryKey: ['webhooks'] });
  }

  return (
    <>
      <Button onClick={() => void test().catch(complain)} disabled={status !== 'active'}>
        {text.test}
      </Button>
      {status !== 'disabled' && (
        <Button variant="default" onClick={() => void pause(status === 'active').catch(complain)}>
          {status === 'active' ? text.pause : text.resume}
        </Button>
      )}
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <Button variant="default" px="xs" aria-label={words.common.actions}>
            <Icon name="dots" />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={editing.open}>{text.edit}</Menu.Item>
          <Menu.Item onClick={rotating.open}>{text.rotate.action}</Menu.Item>
          <Menu.Item onClick={replaying.open} disabled={status !== 'active'}>
            {text.replay.action}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={deleting.open}>
            {words.common.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <EndpointForm key={`${endpoint.url} ${isEditing}`} opened={isEditing} close={editing.close} endpoint={endpoint} />
      <RotateSecret id={id} opened={isRotating} close={rotating.close} />
      <Replay id={id} opened={isReplaying} close={replaying.close} />
      <Asking opened={isDeleting} close={deleting.close} {...text.remove} run={remove} />
    </>
  );
}
