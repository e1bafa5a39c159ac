import { Anchor, Button, Group, Stack, Table, Text } from '@mantine/core';
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

/** A table where there is room, lines where there is not. */
function Rows({ entries }: { entries: LedgerEntry[] }) {
  const { columns } = text;
  return (
    <>
      <Table visibleFrom="sm" horizontalSpacing="md" className="numbers">
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
          {entries.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td>{time(entry.createdAt)}</Table.Td>
              <Table.Td>{whatOf(entry)}</Table.Td>
              <Table.Td>{creditOf(entry)}</Table.Td>
              <Table.Td ta="right">{amountOf(entry)}</Table.Td>
              <Table.Td className="breakable">
                <Cause entry={entry} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Stack hiddenFrom="sm" gap={0} className="rows numbers" style={{ borderTop: '1px solid var(--line)' }}>
        {entries.map((entry) => (
          <Stack key={entry.id} px="md" py={8} gap={0}>
            <Text size="sm">
              {creditOf(entry)}: {amountOf(entry)} {whatOf(entry)}
            </Text>
            <Text size="sm" c="dimmed">
              {time(entry.createdAt)} <Cause entry={entry} />
            </Text>
          </Stack>
        ))}
      </Stack>
    </>
  );
}

/** The batch that moved it, or what the operator or a payment noted. */
function Cause({ entry: { batchId, reference, reason } }: { entry: LedgerEntry }) {
  if (!batchId) return [reference && reason, reference].filter(Boolean).join(', ');
  return (
    <Anchor component={Link} to={`/batches/${batchId}`} size="sm" className="mono">
      {batchId.slice(-8)}
    </Anchor>
  );
}

const whats: Record<LedgerEntry['entry'], string> = text.entries;
const credits: Record<LedgerEntry['bucket'], string> = text.buckets;
const whatOf = ({ entry }: LedgerEntry) => whats[entry];
const creditOf = ({ bucket }: LedgerEntry) => credits[bucket];
/** An allowance that became unlimited moved no number of credits. */
const amountOf = ({ amount, plan, limit }: LedgerEntry) =>
  plan !== null && limit === null ? text.unlimited : number(amount);
