import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { answer, api } from '../../api/client';
import { queries, queryClient } from '../../api/queries';
import type { Connection } from '../../api/types';
import { Asking } from '../../parts/asking';
import { Curl } from '../../parts/copying';
import { relative } from '../../parts/format';
import { Icon } from '../../parts/icons';
import { Page } from '../../parts/page';
import { Empty, Loaded } from '../../parts/states';
import { words } from '../../words';
import { ConnectionForm } from './connection-form';

const text = words.connections;

export function Connections() {
  const [isAdding, adding] = useDisclosure(false);
  const [removed, setRemoved] = useState<Connection | null>(null);
  const connections = useQuery(queries.connections());
  const { data: account } = useQuery(queries.account());
  const isOwner = account?.role === 'owner';
  const add = isOwner && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={adding.open}>
      {text.add}
    </Button>
  );
  async function remove() {
    if (removed) await answer(api.DELETE('/api/connections/{id}', { params: { path: { id: removed.id } } }));
    await queryClient.invalidateQueries({ queryKey: ['connections'] });
  }
  return (
    <Page title={text.title} text={text.text} actions={add}>
      <div className="card">
        <Loaded query={connections} rows={2} height={52}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty icon="bucket" {...text.empty} action={add} />
            ) : (
              <Stack gap={0} className="rows">
                {data.map((connection) => (
                  <Row
                    key={connection.id}
                    connection={connection}
                    remove={isOwner ? () => setRemoved(connection) : null}
                  />
                ))}
              </Stack>
            )
          }
        </Loaded>
      </div>
      <Curl path="/api/connections" />
      <ConnectionForm opened={isAdding} close={adding.close} />
      <Asking opened={removed !== null} close={() => setRemoved(null)} {...text.remove} run={remove} />
    </Page>
  );
}

function Row({ connection, remove }: { connection: Connection; remove: (() => void) | null }) {
  const { id, name, bucket, region, endpoint, accessKeyId, roleArn, createdAt } = connection;
  return (
    <Group px="md" py="sm" justify="space-between" gap="xs">
      <Stack gap={0} style={{ minWidth: 0, flex: '1 1 14rem' }}>
        <Text fw={550}>{name}</Text>
        <Text size="sm" c="dimmed" className="breakable">
          <span className="mono">{bucket}</span> · {endpoint ?? region} ·{' '}
          <span className="mono">{roleArn ?? accessKeyId}</span> · {text.created(relative(createdAt))}
        </Text>
      </Stack>
      <Group gap="xs">
        <Button component={Link} to={`/batches/new?connection=${id}`} size="xs" variant="default">
          {text.newBatch}
        </Button>
        {remove && (
          <Button size="xs" variant="subtle" color="red" onClick={remove} aria-label={`${text.remove.action}: ${name}`}>
            {text.remove.short}
          </Button>
        )}
      </Group>
    </Group>
  );
}
