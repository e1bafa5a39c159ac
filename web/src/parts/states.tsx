import { Alert, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { asFailure } from '../api/failure';
import { words } from '../words';
import { explain } from './explanation';
import { Icon, type IconName } from './icons';

/** What went wrong, in the reader's words, with what the service said of it. */
export function Problem({ error, retry }: { error: unknown; retry?: () => void }) {
  const { title, text, said } = explain(error);
  const needsPlan = ['insufficient_credits', 'plan_required'].includes(asFailure(error).code);
  return (
    <Alert color="red" variant="light" icon={<Icon name="alert" />} title={title} role="alert">
      <Stack gap="xs" align="flex-start">
        {text && <Text size="sm">{text}</Text>}
        {said.map((line) => (
          <Text size="sm" key={line} className="breakable numbers">
            {line}
          </Text>
        ))}
        <Group gap="xs">
          {needsPlan && (
            <Button component={Link} to="/billing" size="xs" variant="default">
              {words.home.upgrade}
            </Button>
          )}
          {retry && (
            <Button size="xs" variant="default" onClick={retry}>
              {words.common.retry}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}

interface EmptyProps {
  icon: IconName;
  title: string;
  text?: string;
  action?: ReactNode;
}

export function Empty({ icon, title, text, action }: EmptyProps) {
  return (
    <Stack align="center" gap={6} py="xl" px="md" ta="center">
      <Text c="dimmed" lh={1}>
        <Icon name={icon} size={28} />
      </Text>
      <Title order={2} fz="lg">
        {title}
      </Title>
      {text && (
        <Text c="dimmed" size="sm" maw="26rem">
          {text}
        </Text>
      )}
      {action && <Group mt="xs">{action}</Group>}
    </Stack>
  );
}

/** Holds the place of a list, so that nothing jumps when it comes. */
export function Waiting({ rows = 3, height = 44 }: { rows?: number; height?: number }) {
  return (
    <Stack gap="xs" p="md" role="status" aria-label={words.common.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} radius="sm" />
      ))}
    </Stack>
  );
}

interface LoadedProps<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  rows?: number;
  height?: number;
  children: (data: T) => ReactNode;
}

/** What was read, or that it is on its way, or why it is not there. Old figures stay while newer ones fail. */
export function Loaded<T>({ query, rows, height, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Problem error={query.error} retry={() => void query.refetch()} />;
  return <Waiting rows={rows} height={height} />;
}
