import { Alert, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import type { Workload } from '../../api/types';
import { Icon } from '../../parts/icons';
import { number } from '../../parts/format';
import { Section } from '../../parts/page';
import { Loaded } from '../../parts/states';
import { words } from '../../words';
import { asOperator } from './as-operator';

const text = words.operator;
const READ_MS = 3_000;

/** Work that is open, as the rows tell it, and what Redis holds of it. */
export function Queues({ token }: { token: string }) {
  const workload = useQuery({
    queryKey: ['operator', 'queues'],
    gcTime: 0,
    refetchInterval: READ_MS,
    queryFn: ({ signal }) => answer(api.GET('/api/admin/queues', { signal, ...asOperator(token) })),
  });
  return (
    <Section title={text.queues} text={text.queuesText}>
      <Loaded query={workload} rows={4} height={32}>
        {({ batches, queues }) => (
          <Stack gap="sm">
            <OpenBatches batches={batches} />
            {queues ? (
              <InRedis queues={queues} />
            ) : (
              <Alert color="yellow" variant="light" icon={<Icon name="alert" />} role="status">
                {text.queuesAway}
              </Alert>
            )}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}

function OpenBatches({ batches }: Pick<Workload, 'batches'>) {
  if (batches.length === 0) return <Text size="sm">{text.noOpenBatches}</Text>;
  return (
    <Stack gap={2} className="numbers">
      {batches.map(({ status, batches: count, images }) => (
        <Text size="sm" key={status}>
          {text.openBatches(count, words.batches.status[status], images)}
        </Text>
      ))}
    </Stack>
  );
}

function InRedis({ queues }: { queues: NonNullable<Workload['queues']> }) {
  const { name, waiting, active, delayed } = text.queueColumns;
  return (
    <Table className="numbers" layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{name}</Table.Th>
          {[waiting, active, delayed].map((column) => (
            <Table.Th key={column} ta="right">
              {column}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {queues.map((queue) => (
          <Table.Tr key={queue.name}>
            <Table.Td>{text.queueNames[queue.name]}</Table.Td>
            <Table.Td ta="right">{number(queue.waiting)}</Table.Td>
            <Table.Td ta="right">{number(queue.active)}</Table.Td>
            <Table.Td ta="right">{number(queue.delayed)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
