import { Anchor, Stack, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { LedgerEntry } from '../api/types';
import { words } from '../words';
import { number, time } from './format';

const text = words.billing;

interface LedgerEntriesProps {
  entries: LedgerEntry[];
  /** Whether batches have pages here. */
  link: boolean;
}

/** Movements of credits: a table where there is room, lines where there is not. */
export function LedgerEntries({ entries, link }: LedgerEntriesProps) {
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
            <Table.Th ta="right">{columns.balance}</Table.Th>
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
              <Table.Td ta="right">{balanceOf(entry)}</Table.Td>
              <Table.Td className="breakable">
                <Cause entry={entry} link={link} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Stack hiddenFrom="sm" gap={0} className="rows numbers" style={{ borderTop: '1px solid var(--line)' }}>
        {entries.map((entry) => (
          <Stack key={entry.id} px="md" py={8} gap={0}>
            <Text size="sm">
              {creditOf(entry)}: {amountOf(entry)} {whatOf(entry)}, {text.leftThen(balanceOf(entry))}
            </Text>
            <Text size="sm" c="dimmed">
              {time(entry.createdAt)} <Cause entry={entry} link={link} />
            </Text>
          </Stack>
        ))}
      </Stack>
    </>
  );
}

/** The batch that moved it, or what the operator or a payment noted. */
function Cause({ entry: { batchId, reference, reason }, link }: { entry: LedgerEntry; link: boolean }) {
  if (!batchId) return [reference && reason, reference].filter(Boolean).join(', ');
  const short = batchId.slice(-8);
  if (!link) return <span className="mono">{short}</span>;
  return (
    <Anchor component={Link} to={`/batches/${batchId}`} size="sm" className="mono">
      {short}
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
const balanceOf = ({ balance }: LedgerEntry) => (balance === null ? text.unlimited : number(balance));
