import type { BatchImage } from '../../../api/types';
import { BeforeAfter } from '../../../parts/before-after';

/** Source and result on top of each other, straight from the bucket. */
export function ImagePair({ image: { id, key, targetKey, altText } }: { image: BatchImage }) {
  if (!targetKey) return null;
  const path = `/api/images/${id}`;
  return <BeforeAfter name={key} alt={altText ?? ''} before={`${path}/source`} after={`${path}/result`} />;
}
