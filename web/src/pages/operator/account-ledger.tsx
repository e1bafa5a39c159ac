import { Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client';
import { LedgerEntries } from '../../parts/ledger-entries';
import { LedgerFilter, ledgerQueryOf, WHOLE_LEDGER } from '../../parts/ledger-filter';
import { complain } from '../../parts/notices';
import { Loaded } from '../../parts/states';
import { words } from '../../words';
import { asOperator } from './as-operator';

const text = words.billing;

/** Every movement of an account's credits, newest first, with what was left behind each. */
export function AccountLedger({ token, id }: { token: string; id: string }) {
  const [filter, setFilter] = useState(WHOLE_LEDGER);
  const asked = ledgerQueryOf(filter);
  const path = { id };
  const entries = useInfiniteQuery({
    queryKey: ['operator', 'ledger', id, asked],
    gcTime: 0,
    initialPageParam: '',
    getNextPageParam: (page: { next: string | null }) => page.next,
    queryFn: ({ signal, pageParam }) => {
      const query = { limit: 20, ...asked, ...(pageParam && { cursor: pageParam }) };
      return answer(
        api.GET('/api/admin/accounts/{id}/ledger', { signal, params: { path, query }, ...asOperator(token) }),
      );
    },
  });
  const saving = useMutation({
    mutationFn: async () => {
      const params = { path, query: { ...asked, format: 'csv' as const } };
      const call = api.GET('/api/admin/accounts/{id}/ledger', { params, parseAs: 'blob', ...asOperator(token) });
      save(await answer(call), `ledger-${id}.csv`);
    },
    onError: complain,
  });
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text fw={600}>{text.ledger}</Text>
        <Button size="xs" variant="default" loading={saving.isPending} onClick={() => saving.mutate()}>
          {text.ledgerExport}
        </Button>
      </Group>
      <LedgerFilter filter={filter} setFilter={setFilter} />
      <Loaded query={entries} rows={3} height={28}>
        {({ pages }) => <LedgerEntries entries={pages.flatMap((page) => page.data)} link={false} />}
      </Loaded>
      {entries.hasNextPage && (
        <Group justify="center">
          <Button variant="default" size="xs" onClick={() => void entries.fetchNextPage()}>
            {words.common.more}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** The token is in this page's memory alone, so no link can fetch it. */
function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
