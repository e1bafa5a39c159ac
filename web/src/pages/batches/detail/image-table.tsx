import { Group, NativeSelect, Text, UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { answer, api } from '../../../api/client';
import type { BatchImage, ImageStatus, Reason } from '../../../api/types';
import { bytes, percent } from '../../../parts/format';
import { Section } from '../../../parts/page';
import { ImageState } from '../../../parts/status';
import { Empty, Loaded } from '../../../parts/states';
import { words } from '../../../words';
import { ImageView } from './image-view';
import classes from './image-table.module.css';
import type { ImagesPage } from './image-pages';

const text = words.batches.detail;
const PAGE = 200;
const ROW_PX = 53;
const STATUSES: ImageStatus[] = ['succeeded', 'failed', 'skipped', 'canceled', 'processing', 'pending'];

/** Images of a batch, of which only those in sight are drawn: there may be millions. */
export function ImageTable({ batchId }: { batchId: string }) {
  const [status, setStatus] = useState<ImageStatus | ''>('');
  const [reason, setReason] = useState<Reason | ''>('');
  const images = useInfiniteQuery({
    queryKey: ['images', batchId, status, reason],
    initialPageParam: '',
    getNextPageParam: (page: ImagesPage) => page.next,
    queryFn: ({ signal, pageParam }) => {
      const cursor = pageParam ? { cursor: pageParam } : {};
      const query = { limit: PAGE, ...(status && { status }), ...(reason && { reason }), ...cursor };
      return answer(api.GET('/api/batches/{id}/images', { signal, params: { path: { id: batchId }, query } }));
    },
  });
  const filters = (
    <Group gap="xs">
      <NativeSelect
        size="xs"
        aria-label={text.status}
        value={status}
        onChange={(event) => setStatus(event.currentTarget.value as ImageStatus | '')}
        data={[
          { value: '', label: `${text.status}: ${text.any}` },
          ...STATUSES.map((value) => ({ value, label: words.batches.imageStatus[value] })),
        ]}
      />
      <NativeSelect
        size="xs"
        aria-label={text.reason}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value as Reason | '')}
        data={[
          { value: '', label: `${text.reason}: ${text.any}` },
          ...Object.entries(words.reasons).map(([value, label]) => ({ value, label })),
        ]}
      />
    </Group>
  );
  return (
    <Section title={text.imagesTitle} actions={filters} flush>
      <Loaded query={images} rows={6} height={32}>
        {({ pages }) => {
          const data = pages.flatMap((page) => page.data);
          if (data.length === 0) return <Empty icon="image" title={status || reason ? text.noMatch : text.noImages} />;
          return (
            <Rows images={data} more={() => images.hasNextPage && !images.isFetching && void images.fetchNextPage()} />
          );
        }}
      </Loaded>
    </Section>
  );
}

interface RowsProps {
  images: BatchImage[];
  more: () => unknown;
}

function Rows({ images, more }: RowsProps) {
  const [shown, setShown] = useState<BatchImage | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const rows = useWindowVirtualizer({
    count: images.length,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollMargin: top,
  });
  const visible = rows.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= images.length - 20) more();
  });
  const { columns } = text;
  return (
    <div role="table" aria-label={text.imagesTitle} aria-rowcount={images.length}>
      <div role="row" className={`${classes.row} ${classes.head}`}>
        <span role="columnheader">{columns.key}</span>
        <span role="columnheader">{columns.status}</span>
        <span role="columnheader">{columns.before}</span>
        <span role="columnheader">{columns.after}</span>
        <span role="columnheader">{columns.saved}</span>
      </div>
      <div ref={list} role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {visible.map(({ index, start }) => {
          const image = images[index];
          if (!image) return null;
          const style = { position: 'absolute', top: start - top, height: ROW_PX, width: '100%' } as const;
          return (
            <div key={image.id} role="row" aria-rowindex={index + 1} className={classes.row} style={style}>
              <Cells image={image} open={() => setShown(image)} />
            </div>
          );
        })}
      </div>
      <ImageView image={shown} close={() => setShown(null)} />
    </div>
  );
}

function Cells({ image, open }: { image: BatchImage; open: () => void }) {
  const { key, status, reason, in: before, out, savedRatio } = image;
  return (
    <>
      <span role="cell" className={classes.key}>
        <Thumbnail image={image} />
        <UnstyledButton onClick={open} className={classes.open} title={key}>
          <bdi>{key}</bdi>
        </UnstyledButton>
      </span>
      <span role="cell">
        <Group gap={6} wrap="nowrap">
          <ImageState status={status} />
          {reason && (
            <Text size="xs" c="dimmed" truncate visibleFrom="sm">
              {words.reasons[reason]}
            </Text>
          )}
        </Group>
      </span>
      <span role="cell">{before.bytes === null ? '–' : bytes(before.bytes)}</span>
      <span role="cell">{out.bytes === null ? '–' : bytes(out.bytes)}</span>
      <span role="cell">{savedRatio === null ? '–' : percent(savedRatio)}</span>
    </>
  );
}

/** Of results alone: sources may be many times as large. What a browser cannot show stays an empty square. */
function Thumbnail({ image: { id, targetKey } }: { image: BatchImage }) {
  const [failed, setFailed] = useState(false);
  const isShown = targetKey !== null && !failed;
  return (
    <span className={classes.thumbnail}>
      {isShown && (
        <img src={`/api/images/${id}/result`} alt="" loading="lazy" decoding="async" onError={() => setFailed(true)} />
      )}
    </span>
  );
}
