import { Anchor, Button, Group, Table } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answer, api } from '../../api/client';
import type { LedgerEntry } from '../../api/types';
import { number, time } from '../../parts/format';
import { Section } from '../../parts/page';
import { Empty, Loaded } from '../../parts/states';
import { words } from '../../words';

const text = words.billing;

/** Every movement of credits, newest first: what the figures are made of. */
export function Ledger() {
  const entries = useInfiniteQuery({
    queryKey: ['usage', 'ledger'],
    initialPageParam: '',
    getNextPageParam: (page: { next: string | null }) => page.next,
    queryFn: ({ signal, pageParam }) => {
      const query = { limit: 20, ...(pageParam && { cursor: pageParam }) };
      return answer(api.GET('/api/usage/ledger', { signal, params: { query } }));
    },
  });
  return (
    <Section title={text.ledger} flush>
      <Loaded query={entries} rows={4} height={28}>
        {({ pages }) => {
          const data = pages.flatMap((page) => page.data);
          return data.length === 0 ? <Empty icon="card" title={text.ledgerEmpty} /> : <Rows entries={data} />;
        }}
      </Loaded>
      {entries.hasNextPage && (
        <Group justify="center" p="sm">
          <Button
            variant="default"
            size="xs"
            loading={entries.isFetchingNextPage}
            onClick={() => void entries.fetchNextPage()}
          >
            {words.common.more}
          </Button>
        </Group>
      )}
    </Section>
  );
}

function Rows({ entries }: { entries: LedgerEntry[] }) {
  const { columns } = text;
  return (
    <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table horizontalSpacing="md" className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.when}</Table.Th>
            <Table.Th>{columns.what}</Table.Th>
            <Table.Th>{columns.credit}</Table.Th>
            <Table.Th ta="right">{columns.amount}</Table.Th>
            <Table.Th>{columns.batch}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map(({ id, createdAt, entry, bucket, amount, batchId, reference }) => (
            <Table.Tr key={id}>
              <Table.Td>{time(createdAt)}</Table.Td>
              <Table.Td>{text.entries[entry] ?? entry}</Table.Td>
              <Table.Td>{text.buckets[bucket] ?? bucket}</Table.Td>
              <Table.Td ta="right">{number(amount)}</Table.Td>
              <Table.Td className="breakable">
                {batchId ? (
                  <Anchor component={Link} to={`/batches/${batchId}`} size="sm" className="mono">
                    {batchId.slice(-8)}
                  </Anchor>
                ) : (
                  reference
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
