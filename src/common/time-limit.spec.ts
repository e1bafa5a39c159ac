import { unlessLate, withTimeLimit } from './time-limit.js';

const never = new Promise<never>(() => {});
const late = () => new Error('too late');

describe('a time limit', () => {
  it('lets work through that ends in time, with its value or its error', async () => {
    await expect(withTimeLimit(Promise.resolve(7), 60_000, late)).resolves.toBe(7);
    await expect(withTimeLimit(Promise.reject(new Error('own fault')), 60_000, late)).rejects.toThrow('own fault');
  });

  it('rejects work that does not end', async () => {
    await expect(withTimeLimit(never, 1, late)).rejects.toThrow('too late');
  });

  it('gives up waiting when the signal says so, before and meanwhile', async () => {
    const limit = new AbortController();
    const waiting = unlessLate(never, limit.signal);
    limit.abort();
    await waiting;
    await unlessLate(never, limit.signal);
  });

  it('takes an error for an end', async () => {
    await unlessLate(Promise.reject(new Error('own fault')), new AbortController().signal);
  });
});
