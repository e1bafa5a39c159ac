import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { answer, api, once } from '../../../api/client';
import { queries } from '../../../api/queries';
import type { Batch } from '../../../api/types';
import { Asking } from '../../../parts/asking';
import { Icon } from '../../../parts/icons';
import { complain } from '../../../parts/notices';
import { words } from '../../../words';

const text = words.batches.detail;

/** What can be done to a batch as it is now. */
export function BatchActions({ batch }: { batch: Batch }) {
  const { id, status, images, endedAt, estimate } = batch;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isCanceling, canceling] = useDisclosure(false);
  const params = { path: { id } };
  const show = (changed: Batch) => client.setQueryData(queries.batch(changed.id).queryKey, changed);
  const doing = useMutation({
    mutationFn: (act: () => Promise<Batch>) => act(),
    onSuccess: (changed) => {
      show(changed);
      void client.invalidateQueries({ queryKey: ['usage'] });
      if (changed.id !== id) void navigate(`/batches/${changed.id}`);
    },
    onError: complain,
  });
  const pause = () => answer(api.POST('/api/batches/{id}/pause', { params }));
  const resume = () => answer(api.POST('/api/batches/{id}/resume', { params }));
  const start = () => answer(api.POST('/api/batches/{id}/start', { params, ...once() }));
  const retry = () => answer(api.POST('/api/batches/{id}/retry', { params, body: {}, ...once() }));
  const cancel = () => answer(api.POST('/api/batches/{id}/cancel', { params })).then(show);
  const button = (label: string, act: () => Promise<Batch>, isMain = false) => (
    <Button variant={isMain ? 'filled' : 'default'} loading={doing.isPending} onClick={() => doing.mutate(act)}>
      {label}
    </Button>
  );

  return (
    <>
      {status === 'ready' && button(text.startPrice(estimate?.credits.compression.needed ?? 0), start, true)}
      {(status === 'running' || status === 'queued') && button(text.pause, pause)}
      {status === 'paused' && button(text.resume, resume, true)}
      {endedAt !== null && images.failed > 0 && button(text.retry(images.failed), retry, true)}
      {endedAt === null && (
        <Button variant="default" color="red" onClick={canceling.open}>
          {status === 'ready' ? words.batches.wizard.discard : text.cancel.action}
        </Button>
      )}
      {images.total > 0 && <Reports id={id} />}
      <Asking opened={isCanceling} close={canceling.close} {...text.cancel} run={cancel} />
    </>
  );
}

function Reports({ id }: { id: string }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<Icon name="download" size={16} />}>
          {text.report}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={`/api/batches/${id}/report.csv`} download={`${id}.csv`}>
          {text.csv}
        </Menu.Item>
        <Menu.Item component="a" href={`/api/batches/${id}/report.jsonl`} download={`${id}.jsonl`}>
          {text.jsonl}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
