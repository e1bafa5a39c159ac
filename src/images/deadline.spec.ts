import { Deadline } from './deadline.js';
import { UnusableImage } from './unusable-image.js';

describe('Deadline', () => {
  it('lets pass what is in time', () => {
    expect(() => Deadline.in(10_000).check()).not.toThrow();
  });

  it('throws `timeout` once the time is up', () => {
    expect(() => Deadline.in(0).check()).toThrow(new UnusableImage('timeout'));
  });

  it.each([
    [2_500, 3],
    [0, 1],
    [-5_000, 1],
    [9_000_000, 3600],
  ])('gives sharp whole seconds within its range: %d ms left is %d s', (ms, seconds) => {
    expect(Deadline.in(ms).secondsLeft).toBe(seconds);
  });
});
