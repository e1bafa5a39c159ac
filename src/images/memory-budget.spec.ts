import { setImmediate as turn } from 'node:timers/promises';
import { MemoryBudget } from './memory-budget.js';

/** Starts works of these sizes; each ends when it is told to. */
function start(budget: MemoryBudget, sizes: number[]) {
  const running = new Set<number>();
  const ends = sizes.map((bytes, index) => {
    let end = () => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    void budget.hold(bytes, async () => {
      running.add(index);
      await ended;
      running.delete(index);
    });
    return end;
  });
  return { running: () => [...running].sort(), end: (index: number) => (ends[index]!(), turn()) };
}

describe('MemoryBudget', () => {
  it('lets run at once what fits together', async () => {
    const works = start(new MemoryBudget(10), [4, 4, 2]);
    await turn();
    expect(works.running()).toEqual([0, 1, 2]);
  });

  it('makes the others wait, in their order, so that a large one has its turn', async () => {
    const works = start(new MemoryBudget(10), [6, 8, 1, 9]);
    await turn();
    expect(works.running()).toEqual([0]);
    await works.end(0);
    expect(works.running()).toEqual([1, 2]);
    await works.end(2);
    await works.end(1);
    expect(works.running()).toEqual([3]);
  });

  it('gives back what a failed work held', async () => {
    const budget = new MemoryBudget(10);
    await expect(budget.hold(10, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(budget.hold(10, () => Promise.resolve('yes'))).resolves.toBe('yes');
  });
});
