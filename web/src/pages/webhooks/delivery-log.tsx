import { Button, Group, SegmentedControl, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client';
import type { Delivery } from '../../api/types';
import { Section } from '../../parts/page';
import { Empty, Loaded } from '../../parts/states';
import { words } from '../../words';
import { DeliveryRow } from './delivery-row';

const text = words.webhooks.log;
const STATUSES = ['pending', 'delivered', 'failed'] as const;

/** What was sent to an endpoint, newest first, and how each attempt ended. */
export function DeliveryLog({ endpointId }: { endpointId: string }) {
  const [status, setStatus] = useState<Delivery['status'] | 'all'>('all');
  const log = useInfiniteQuery({
    queryKey: ['deliveries', endpointId, status],
    refetchInterval: 3_000,
    initialPageParam: '',
    getNextPageParam: (page: { next: string | null }) => page.next,
    queryFn: ({ signal, pageParam }) => {
      const query = { limit: 30, ...(pageParam && { cursor: pageParam }), ...(status !== 'all' && { status }) };
      const params = { path: { id: endpointId }, query };
      return answer(api.GET('/api/webhooks/{id}/deliveries', { signal, params }));
    },
  });
  const filter = (
    <SegmentedControl
      size="xs"
      aria-label={text.filter}
      value={status}
      onChange={(value) => setStatus(value as typeof status)}
      data={[{ value: 'all', label: text.all }, ...STATUSES.map((value) => ({ value, label: text[value] }))]}
    />
  );
  return (
    <Section title={text.title} actions={filter} flush>
      <Loaded query={log} rows={4} height={36}>
        {({ pages }) => {
          const deliveries = pages.flatMap(({ data }) => data);
          if (deliveries.length === 0)
            return <Empty icon="hook" title={status === 'all' ? text.empty : text.emptyFilter} />;
          return (
            <Stack gap={0} className="rows" style={{ borderTop: '1px solid var(--line)' }}>
              {deliveries.map((delivery) => (
                <DeliveryRow key={delivery.id} delivery={delivery} />
              ))}
            </Stack>
          );
        }}
      </Loaded>
      {log.hasNextPage && (
        <Group justify="center" p="sm">
          <Button variant="default" size="xs" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {words.common.more}
          </Button>
        </Group>
      )}
    </Section>
  );
}
