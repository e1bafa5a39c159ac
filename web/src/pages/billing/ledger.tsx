import { Button, Group } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client';
import { LedgerEntries } from '../../parts/ledger-entries';
import { LedgerFilter, ledgerQueryOf, WHOLE_LEDGER } from '../../parts/ledger-filter';
import { Section } from '../../parts/page';
import { Empty, Loaded } from '../../parts/states';
import { words } from '../../words';

const text = words.billing;

/** Every movement of credits, newest first: what the figures are made of. */
export function Ledger() {
  const [filter, setFilter] = useState(WHOLE_LEDGER);
  const asked = ledgerQueryOf(filter);
  const entries = useInfiniteQuery({
    queryKey: ['usage', 'ledger', asked],
    initialPageParam: '',
    getNextPageParam: (page: { next: string | null }) => page.next,
    queryFn: ({ signal, pageParam }) => {
      const query = { limit: 20, ...asked, ...(pageParam && { cursor: pageParam }) };
      return answer(api.GET('/api/usage/ledger', { signal, params: { query } }));
    },
  });
  const save = (
    <Button
      component="a"
      href={`/api/usage/ledger?${new URLSearchParams({ ...asked, format: 'csv' }).toString()}`}
      download="ledger.csv"
      size="xs"
      variant="default"
    >
      {text.ledgerExport}
    </Button>
  );
  return (
    <Section title={text.ledger} actions={save} flush>
      <LedgerFilter filter={filter} setFilter={setFilter} />
      <Loaded query={entries} rows={4} height={28}>
        {({ pages }) => {
          const data = pages.flatMap((page) => page.data);
          return data.length === 0 ? (
            <Empty icon="card" title={text.ledgerEmpty} />
          ) : (
            <LedgerEntries entries={data} link />
          );
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
