import { LRUCache } from 'lru-cache';
import type { Rate, RateVerdict } from './rates.js';

/** Subjects that are remembered; of more than that the oldest are forgotten. */
const REMEMBERED = 10_000;

/** Counts calls in this process alone, for what must have a limit while Redis is away too. */
export class LocalWindows {
  private readonly times = new LRUCache<string, number[]>({ max: REMEMBERED });

  take(subject: string, { limit, seconds }: Rate): RateVerdict {
    const now = Date.now();
    const since = now - seconds * 1_000;
    const counted = (this.times.get(subject) ?? []).filter((time) => time > since);
    const allowed = counted.length < limit;
    if (allowed) counted.push(now);
    this.times.set(subject, counted);
    const reset = Math.ceil(((counted[0] ?? now) - since) / 1_000);
    return { allowed, limit, remaining: limit - counted.length, reset };
  }
}
