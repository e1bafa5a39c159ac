import { UnusableImage } from './unusable-image.js';

/** The moment by which an image must be done. Counts on the monotonic clock, so a changed wall clock does not matter. */
export class Deadline {
  private constructor(private at: number) {}

  /** A deadline that many milliseconds from now. */
  static in(ms: number): Deadline {
    return new Deadline(performance.now() + ms);
  }

  /** @throws UnusableImage `timeout` once the moment has passed. */
  check(): void {
    if (performance.now() >= this.at) throw new UnusableImage('timeout');
  }

  /** Time that an image waits for others does not count. */
  extend(ms: number): void {
    this.at += ms;
  }

  /** True when that many milliseconds are left. */
  leaves(ms: number): boolean {
    return performance.now() + ms < this.at;
  }

  /** What is left, in whole seconds as sharp wants it (0 would mean "no limit" to it, 3600 is its highest). */
  get secondsLeft(): number {
    return Math.min(3600, Math.max(1, Math.ceil((this.at - performance.now()) / 1000)));
  }
}
