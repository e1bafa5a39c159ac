import { Alert, Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { queries } from '../api/queries';
import { Icon } from '../parts/icons';
import { words } from '../words';

/** On every page, since nobody who is no longer told of their batches would look for it. */
export function DisabledEndpoints() {
  const { data } = useQuery(queries.endpoints());
  const { pathname } = useLocation();
  const count = data?.data.filter(({ status }) => status === 'disabled').length ?? 0;
  if (count === 0 || pathname === '/webhooks') return null;
  return (
    <Alert color="red" variant="light" icon={<Icon name="alert" />} className="page" w="100%" role="status">
      <Group justify="space-between" gap="xs">
        <Text size="sm">{words.webhooks.disabled.shell(count)}</Text>
        <Anchor component={Link} to="/webhooks" size="sm" fw={550}>
          {words.webhooks.disabled.look}
        </Anchor>
      </Group>
    </Alert>
  );
}
