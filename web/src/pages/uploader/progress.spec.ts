import { sentShares } from './progress';

describe('how far each file is', () => {
  it.each([
    ['nothing sent', [100, 300], 0, [0, 0]],
    ['half of the first', [100, 300], 50, [0.5, 0]],
    ['all of the first', [100, 300], 100, [1, 0]],
    ['a part of the second', [100, 300], 175, [1, 0.25]],
    ['more than the files, since the form has lines of its own', [100, 300], 1_000, [1, 1]],
    ['an empty file among others', [100, 0, 100], 150, [1, 1, 0.5]],
    ['no files', [], 10, []],
  ])('%s', (_, sizes, sent, shares) => expect(sentShares(sizes, sent)).toEqual(shares));
});
