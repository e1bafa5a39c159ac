import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client';
import type { OperatorAccount } from '../../api/types';
import { date } from '../../parts/format';
import { Section } from '../../parts/page';
import { Empty, Loaded } from '../../parts/states';
import { words } from '../../words';
import { asOperator } from './as-operator';
import { ManageAccount } from './manage-account';

const text = words.operator;

export function Accounts({ token }: { token: string }) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 300);
  const [managed, setManaged] = useState<string | null>(null);
  const accounts = useInfiniteQuery({
    queryKey: ['operator', 'accounts', search],
    gcTime: 0,
    placeholderData: keepPreviousData,
    initialPageParam: '',
    getNextPageParam: (page: { next: string | null }) => page.next,
    queryFn: ({ signal, pageParam }) => {
      const query = { limit: 50, ...(search && { search }), ...(pageParam && { cursor: pageParam }) };
      return answer(api.GET('/api/admin/accounts', { signal, ...asOperator(token), params: { query } }));
    },
  });
  return (
    <Section title={text.accounts} flush>
      <TextInput
        px="md"
        pb="md"
        aria-label={text.search}
        placeholder={text.search}
        type="search"
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Loaded query={accounts} rows={3}>
        {({ pages }) => {
          const data = pages.flatMap((page) => page.data);
          if (data.length === 0) return <Empty icon="person" title={text.empty} />;
          return (
            <Stack gap={0} className="rows" style={{ borderTop: '1px solid var(--line)' }}>
              {data.map((account) => (
                <Row key={account.id} account={account} manage={() => setManaged(account.id)} />
              ))}
            </Stack>
          );
        }}
      </Loaded>
      {accounts.hasNextPage && (
        <Group justify="center" p="sm">
          <Button variant="default" size="xs" onClick={() => void accounts.fetchNextPage()}>
            {words.common.more}
          </Button>
        </Group>
      )}
      <ManageAccount token={token} id={managed} close={() => setManaged(null)} />
    </Section>
  );
}

function Row({
  account: { id, name, email, plan, suspended, createdAt },
  manage,
}: {
  account: OperatorAccount;
  manage: () => void;
}) {
  return (
    <Group px="md" py="xs" justify="space-between" gap="xs">
      <Stack gap={0} style={{ flex: '1 1 14rem', minWidth: 0 }}>
        <Group gap={6}>
          <Text fw={550}>{name}</Text>
          {suspended && (
            <Badge color="red" variant="light" tt="none">
              {text.suspended}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed" className="breakable">
          {email} · <span className="mono">{id}</span> · {date(createdAt)}
        </Text>
      </Stack>
      <Text size="sm">{words.billing.names[plan]}</Text>
      <Button size="xs" variant="default" onClick={manage} aria-label={`${text.manage}: ${name}`}>
        {text.manage}
      </Button>
    </Group>
  );
}
