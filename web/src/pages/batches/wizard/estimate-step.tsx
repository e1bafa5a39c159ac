import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { answer, api, once } from '../../../api/client';
import { failureOf } from '../../../api/failure';
import { queries } from '../../../api/queries';
import { Problem, Waiting } from '../../../parts/states';
import { words } from '../../../words';
import { EstimateView } from '../estimate-view';

const text = words.batches.wizard;
const POLL_MS = 700;

/** The dry run as it counts, then its price, then the start. */
export function EstimateStep({ batchId, back }: { batchId: string; back: ReactNode }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: batch } = useQuery({
    ...queries.batch(batchId),
    refetchInterval: ({ state }) => (state.data && state.data.status !== 'expanding' ? false : POLL_MS),
  });
  const starting = useMutation({
    mutationFn: () => answer(api.POST('/api/batches/{id}/start', { params: { path: { id: batchId } }, ...once() })),
    onSuccess: (started) => {
      client.setQueryData(queries.batch(batchId).queryKey, started);
      void client.invalidateQueries({ queryKey: ['usage'] });
      void navigate(`/batches/${batchId}`);
    },
  });
  if (!batch || batch.status === 'expanding') {
    return (
      <div className="card">
        <Text size="sm" p="md" pb={0} role="status" className="numbers">
          {text.estimating} {batch && batch.images.total > 0 && words.batches.images(batch.images.total)}
        </Text>
        <Waiting rows={2} height={56} />
      </div>
    );
  }
  return (
    <Stack>
      {batch.error && <Problem error={failureOf(422, { ...batch.error, error: batch.error.message })} />}
      {batch.estimate && <EstimateView estimate={batch.estimate} />}
      {starting.error && <Problem error={starting.error} />}
      {batch.status !== 'ready' && <Group>{back}</Group>}
      {batch.status === 'ready' && (
        <Group justify="space-between">
          {back}
          <Button loading={starting.isPending} onClick={() => starting.mutate()}>
            {text.go}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
