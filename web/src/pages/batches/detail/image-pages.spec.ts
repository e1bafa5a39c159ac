import type { BatchImage } from '../../../api/types';
import { withImage } from './image-pages';

const image = (id: string, status: BatchImage['status']) => ({ id, status }) as BatchImage;

describe('the newest state of an image', () => {
  const first = { data: [image('img_1', 'queued'), image('img_2', 'queued')], next: 'c' };
  const second = { data: [image('img_3', 'queued')], next: null };
  const known = { pages: [first, second], pageParams: ['', 'c'] };

  it('takes its place, and leaves all else', () => {
    const changed = withImage(known, image('img_2', 'succeeded'));
    expect(changed.pages[0]).toEqual({ data: [image('img_1', 'queued'), image('img_2', 'succeeded')], next: 'c' });
    expect(changed.pages[1]).toBe(second);
    expect(changed.pageParams).toEqual(['', 'c']);
    expect(first.data[1]).toEqual(image('img_2', 'queued'));
  });

  it('is left out when the image was not read yet', () => {
    expect(withImage(known, image('img_9', 'failed')).pages).toEqual(known.pages);
  });
});
