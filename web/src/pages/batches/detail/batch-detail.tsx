import { Alert, Anchor, Group, Stack, Text } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { failureOf } from '../../../api/failure';
import type { Batch } from '../../../api/types';
import { Curl, Folded } from '../../../parts/copying';
import { bytes, relative, time } from '../../../parts/format';
import { Icon } from '../../../parts/icons';
import { Page } from '../../../parts/page';
import { BatchState } from '../../../parts/status';
import { Loaded, Problem } from '../../../parts/states';
import { words } from '../../../words';
import { EstimateView } from '../estimate-view';
import { sourceName } from '../../../parts/source-name';
import { BatchActions } from './batch-actions';
import { Figures } from './figures';
import { ImageTable } from './image-table';
import { useLiveBatch } from './use-live-batch';

const text = words.batches.detail;

export function BatchDetail() {
  const { id = '' } = useParams();
  const { query, live, isOpen } = useLiveBatch(id);
  const batch = query.data;
  return (
    <Page
      title={batch ? sourceName(batch) : words.batches.title}
      above={<Back />}
      actions={batch && <BatchActions batch={batch} />}
    >
      <Loaded query={query} rows={3} height={96}>
        {(data) => (
          <>
            <Group gap="sm">
              <BatchState status={data.status} />
              <Text size="sm" c="dimmed" title={time(data.createdAt)}>
                {relative(data.createdAt)}
              </Text>
              <Text size="sm" c="dimmed" role="status">
                {isOpen ? (live ? text.live : text.polling) : endText(data)}
              </Text>
            </Group>
            <Content batch={data} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Said aloud when it comes. */
function endText({ status, bytes: size }: Batch): string | null {
  if (status === 'completed') return text.finished(bytes(size.saved));
  return status === 'failed' || status === 'canceled' ? text.notFinished : null;
}

function Content({ batch }: { batch: Batch }) {
  const { id, status, error, pauseCause, waitsFor, estimate, endedAt, images } = batch;
  const { source, destination, compress, watermark, ai, metadata } = batch;
  const request = { source, destination, compress, ...(watermark && { watermark }), ...(ai && { ai }), metadata };
  return (
    <>
      {error && <Problem error={batchFailure(error)} />}
      {pauseCause && (
        <Alert color="yellow" variant="light" icon={<Icon name="alert" />} role="alert">
          <Text fw={600}>{text.pausedTitle}</Text>
          {text.pausedText(pauseCause.message)}
        </Alert>
      )}
      {waitsFor && (
        <Alert color="yellow" variant="light" icon={<Icon name="alert" />} role="status" title={text.waitingTitle}>
          {text.waitingText(time(waitsFor.until))}
        </Alert>
      )}
      {status === 'expanding' && <Text>{text.listing}</Text>}
      {estimate && status === 'ready' && <EstimateView estimate={estimate} />}
      {status !== 'ready' && images.total > 0 && <Figures batch={batch} />}
      <Stack gap={0}>
        <Folded label={text.request} content={JSON.stringify(request, null, 2)} />
        <Curl path={`/api/batches/${id}`} />
      </Stack>
      {(images.total > 0 || endedAt === null) && <ImageTable batchId={id} key={endedAt === null ? 'open' : 'ended'} />}
    </>
  );
}

/** A batch's error reads like a refusal: `code`, `message`, details. */
function batchFailure({ code, message, ...details }: Record<string, unknown>) {
  return failureOf(422, { code, error: message, ...details });
}

function Back() {
  return (
    <Anchor component={Link} to="/batches" size="sm" c="dimmed">
      <Group gap={4}>
        <Icon name="left" size={14} />
        {text.back}
      </Group>
    </Anchor>
  );
}
