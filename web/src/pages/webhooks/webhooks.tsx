import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { queries } from '../../api/queries';
import type { Endpoint } from '../../api/types';
import { Curl } from '../../parts/copying';
import { relative } from '../../parts/format';
import { Icon } from '../../parts/icons';
import { Page } from '../../parts/page';
import { EndpointState } from '../../parts/status';
import { Empty, Loaded } from '../../parts/states';
import { words } from '../../words';
import { DisabledNotice } from './disabled-notice';
import { EndpointForm } from './endpoint-form';

const text = words.webhooks;

export function Webhooks() {
  const [isAdding, adding] = useDisclosure(false);
  const endpoints = useQuery(queries.endpoints());
  const add = (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={adding.open}>
      {text.add}
    </Button>
  );
  const disabled = endpoints.data?.data.filter(({ status }) => status === 'disabled') ?? [];
  return (
    <Page title={text.title} text={text.text} actions={add}>
      {disabled.map((endpoint) => (
        <DisabledNotice key={endpoint.id} endpoint={endpoint} />
      ))}
      <div className="card">
        <Loaded query={endpoints} rows={2} height={56}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty icon="hook" {...text.empty} action={add} />
            ) : (
              <Stack gap={0} className="rows">
                {data.map((endpoint) => (
                  <Row key={endpoint.id} endpoint={endpoint} />
                ))}
              </Stack>
            )
          }
        </Loaded>
      </div>
      <Curl
        method="POST"
        path="/api/webhooks"
        body={{ url: 'https://example.com/hook', events: ['batch.completed'] }}
      />
      <EndpointForm opened={isAdding} close={adding.close} />
    </Page>
  );
}

function Row({ endpoint }: { endpoint: Endpoint }) {
  const { id, url, description, events, failingSince, status } = endpoint;
  return (
    <Group px="md" py="sm" justify="space-between" gap="xs">
      <Stack gap={0} style={{ minWidth: 0, flex: '1 1 14rem' }}>
        <Anchor component={Link} to={`/webhooks/${id}`} fw={500} className="breakable">
          {url}
        </Anchor>
        <Text size="sm" c="dimmed">
          {[description, text.eventCount(events.length)].filter(Boolean).join(' · ')}
          {status === 'active' && failingSince && ` · ${text.failing(relative(failingSince))}`}
        </Text>
      </Stack>
      <EndpointState endpoint={endpoint} />
    </Group>
  );
}
