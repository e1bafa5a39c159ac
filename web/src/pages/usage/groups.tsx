import { Anchor, Button, Group, ScrollArea, SegmentedControl, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { queries } from '../../api/queries';
import type { UsageRow } from '../../api/types';
import { bytes, number } from '../../parts/format';
import { Section } from '../../parts/page';
import { Empty, Loaded } from '../../parts/states';
import { words } from '../../words';
import { CsvLink } from './csv-link';

const text = words.usage;
type GroupName = keyof typeof text.group;
const GROUPS = Object.entries(text.group).map(([value, label]) => ({ value, label }));

/** What each key, person, connection or batch used. */
export function Groups({ days }: { days: number }) {
  const [by, setBy] = useState<GroupName>('key');
  const read = useInfiniteQuery(queries.breakdown(by, days));
  return (
    <Section title={text.groups} actions={<CsvLink by={by} days={days} />} flush>
      <ScrollArea.Autosize px="md" pb="sm" type="never">
        <SegmentedControl
          size="xs"
          aria-label={text.by}
          data={GROUPS}
          value={by}
          onChange={(value) => setBy(value as GroupName)}
        />
      </ScrollArea.Autosize>
      <Loaded query={read} rows={4} height={28}>
        {({ pages }) => {
          const rows = pages.flatMap(({ data }) => data);
          return rows.length === 0 ? (
            <Empty icon="chart" title={text.empty} text={text.emptyText} />
          ) : (
            <Rows by={by} rows={rows} />
          );
        }}
      </Loaded>
      {read.hasNextPage && (
        <Group justify="center" p="sm">
          <Button
            variant="default"
            size="xs"
            loading={read.isFetchingNextPage}
            onClick={() => void read.fetchNextPage()}
          >
            {words.common.more}
          </Button>
        </Group>
      )}
    </Section>
  );
}

function Rows({ by, rows }: { by: GroupName; rows: UsageRow[] }) {
  const { columns } = text;
  return (
    <div style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={text.group[by]}>
      <Table horizontalSpacing="md" className="numbers" miw={520}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.group[by]}</Table.Th>
            {Object.values(columns).map((column) => (
              <Table.Th key={column} ta="right">
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ credits, images, bytesSaved, ...row }) => (
            <Table.Tr key={row[by]?.id ?? ''}>
              <Table.Td className="breakable">
                <Subject by={by} row={row} />
              </Table.Td>
              {[credits.compression, credits.ai, images.succeeded, images.failed].map((value, place) => (
                <Table.Td key={Object.keys(columns)[place]} ta="right">
                  {number(value)}
                </Table.Td>
              ))}
              <Table.Td ta="right">{bytes(bytesSaved)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Subject({ by, row }: { by: GroupName; row: Partial<UsageRow> }) {
  if (by === 'batch') {
    return (
      <Anchor component={Link} to={`/batches/${row.batch?.id}`} size="sm" className="mono">
        {row.batch?.id.slice(-8)}
      </Anchor>
    );
  }
  const subject = row[by];
  if (!subject) return <Text size="sm">{text.nobody[by]}</Text>;
  if (subject.name !== null) return <Text size="sm">{subject.name}</Text>;
  return (
    <Text size="sm" c="dimmed">
      {text.gone[by]} <span className="mono">{subject.id.slice(-8)}</span>
    </Text>
  );
}
