import { useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { queries } from '../../../api/queries';
import type { Batch, BatchImage } from '../../../api/types';
import { withImage, type ImagesPage } from './image-pages';

const POLL_MS = 2_000;
/** Images are also read anew so often, for what events do not tell: which of them are in work. */
const IMAGES_MS = 3_000;

/**
 * A batch as it is now: told by server-sent events, and asked for while those do not come through. `live` says which.
 */
export function useLiveBatch(id: string) {
  const client = useQueryClient();
  const [live, setLive] = useState(false);
  const query = useQuery({
    ...queries.batch(id),
    refetchInterval: ({ state }) => (live || (state.data && hasEnded(state.data)) ? false : POLL_MS),
  });
  const isOpen = query.data !== undefined && !hasEnded(query.data) && query.data.status !== 'ready';

  useEffect(() => {
    if (!isOpen) return;
    const source = new EventSource(`/api/batches/${encodeURIComponent(id)}/events`);
    const readImages = () => {
      for (const list of ['images', 'reasons']) void client.invalidateQueries({ queryKey: [list, id] });
    };
    const timer = setInterval(readImages, IMAGES_MS);
    const take = (event: MessageEvent<string>) => {
      client.setQueryData(queries.batch(id).queryKey, JSON.parse(event.data) as Batch);
    };
    source.addEventListener('open', () => setLive(true));
    source.addEventListener('error', () => setLive(false));
    source.addEventListener('progress', take);
    source.addEventListener('image', (event) => patch(JSON.parse(event.data) as BatchImage));
    source.addEventListener('end', (event) => {
      source.close();
      take(event);
      readImages();
      void client.invalidateQueries({ queryKey: ['usage'] });
    });
    function patch(image: BatchImage) {
      client.setQueriesData<InfiniteData<ImagesPage>>(
        { queryKey: ['images', id] },
        (known) => known && withImage(known, image),
      );
    }
    return () => {
      clearInterval(timer);
      source.close();
      setLive(false);
    };
  }, [id, isOpen, client]);

  return { query, live, isOpen };
}

export function hasEnded({ endedAt }: Batch): boolean {
  return endedAt !== null;
}
