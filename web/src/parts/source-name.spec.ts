import type { Batch } from '../api/types';
import { sourceName } from './source-name';

const named = (source: Partial<Batch['source']>) => sourceName({ source: source as Batch['source'] });

describe('a batch’s source in few words', () => {
  it.each([
    [{ prefix: '2026/' }, '2026/'],
    [{ prefix: '' }, 'whole bucket'],
    [{ keyCount: 1 }, '1 named key'],
    [{ keyCount: 1_200 }, '1,200 named keys'],
    [{ manifest: 'lists/a.csv' }, 'list lists/a.csv'],
    [{ prefix: '', retryOf: 'bat_1' }, 'retry of bat_1'],
    [{ upload: { files: 1 } }, 'upload of 1 image'],
  ])('%j is "%s"', (source, name) => expect(named(source as Partial<Batch['source']>)).toBe(name));
});
