import { Anchor, Button, Group, NativeSelect, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { queries } from '../../api/queries';
import type { Batch, BatchStatus } from '../../api/types';
import { Curl } from '../../parts/copying';
import { bytes, number, percent, relative, time } from '../../parts/format';
import { Icon } from '../../parts/icons';
import { Page } from '../../parts/page';
import { BatchState } from '../../parts/status';
import { Empty, Loaded } from '../../parts/states';
import { words } from '../../words';
import { sourceName } from '../../parts/source-name';

const text = words.batches;
const STATUSES = Object.keys(text.status) as BatchStatus[];

export function BatchList() {
  const [status, setStatus] = useState<BatchStatus | ''>('');
  const batches = useInfiniteQuery(queries.batchList(status));
  const add = (
    <Button component={Link} to="/batches/new" leftSection={<Icon name="plus" size={16} />}>
      {text.new}
    </Button>
  );
  return (
    <Page title={text.title} text={text.text} actions={add}>
      <Group>
        <NativeSelect
          label={text.filter}
          value={status}
          onChange={(event) => setStatus(event.currentTarget.value as BatchStatus | '')}
          data={[{ value: '', label: text.all }, ...STATUSES.map((value) => ({ value, label: text.status[value] }))]}
        />
      </Group>
      <div className="card">
        <Loaded query={batches} rows={5} height={36}>
          {({ pages }) => {
            const data = pages.flatMap((page) => page.data);
            if (data.length > 0) return <Rows batches={data} />;
            return status ? (
              <Empty icon="layers" title={text.emptyFilter} />
            ) : (
              <Empty icon="layers" {...text.empty} action={add} />
            );
          }}
        </Loaded>
        {batches.hasNextPage && (
          <Group justify="center" p="sm">
            <Button
              variant="default"
              size="xs"
              loading={batches.isFetchingNextPage}
              onClick={() => void batches.fetchNextPage()}
            >
              {words.common.more}
            </Button>
          </Group>
        )}
      </div>
      <Curl path={`/api/batches${status && `?status=${status}`}`} />
    </Page>
  );
}

/** A table where there is room, cards where there is not. */
function Rows({ batches }: { batches: Batch[] }) {
  const { columns } = text;
  return (
    <>
      <Table visibleFrom="sm" verticalSpacing="sm" horizontalSpacing="md" className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.source}</Table.Th>
            <Table.Th>{columns.status}</Table.Th>
            <Table.Th ta="right">{columns.images}</Table.Th>
            <Table.Th ta="right">{columns.saved}</Table.Th>
            <Table.Th ta="right">{columns.created}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {batches.map((batch) => (
            <Table.Tr key={batch.id}>
              <Table.Td className="breakable">
                <Anchor component={Link} to={`/batches/${batch.id}`} fw={500}>
                  {sourceName(batch)}
                </Anchor>
              </Table.Td>
              <Table.Td>
                <BatchState status={batch.status} />
              </Table.Td>
              <Table.Td ta="right">{imagesOf(batch)}</Table.Td>
              <Table.Td ta="right">{savedOf(batch)}</Table.Td>
              <Table.Td ta="right" title={time(batch.createdAt)} style={{ whiteSpace: 'nowrap' }}>
                {relative(batch.createdAt)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Stack hiddenFrom="sm" gap={0} className="rows">
        {batches.map((batch) => (
          <Group key={batch.id} px="md" py="sm" justify="space-between" wrap="nowrap" gap="xs">
            <Stack gap={0} style={{ minWidth: 0 }}>
              <Anchor component={Link} to={`/batches/${batch.id}`} fw={500} truncate>
                {sourceName(batch)}
              </Anchor>
              <Text size="sm" c="dimmed" className="numbers">
                {[text.images(batch.progress.total), batch.bytes.in > 0 && savedOf(batch), relative(batch.createdAt)]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </Stack>
            <BatchState status={batch.status} />
          </Group>
        ))}
      </Stack>
    </>
  );
}

function imagesOf({ progress, status }: Batch): string {
  const isUnderWay = status === 'running' || status === 'paused';
  return isUnderWay ? text.detail.done(number(progress.done), number(progress.total)) : number(progress.total);
}

function savedOf({ bytes: { in: before, saved } }: Batch): string {
  return before > 0 ? `${bytes(saved)} (${percent(saved / before)})` : '–';
}
