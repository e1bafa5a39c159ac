import type { InfiniteData } from '@tanstack/react-query';
import type { BatchImage } from '../../../api/types';

export interface ImagesPage {
  data: BatchImage[];
  next: string | null;
}

/** The newest state of one image, in the pages that were read; those without it stay the very same. */
export function withImage(known: InfiniteData<ImagesPage>, image: BatchImage): InfiniteData<ImagesPage> {
  const pages = known.pages.map((page) =>
    page.data.some(({ id }) => id === image.id)
      ? { ...page, data: page.data.map((one) => (one.id === image.id ? image : one)) }
      : page,
  );
  return { ...known, pages };
}
