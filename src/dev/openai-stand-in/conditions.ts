import { z } from 'zod';
import { OpenAiError } from './errors.js';

const shape = z.strictObject({
  /** Time that a completion takes. */
  latencyMs: z.int().min(0).max(600_000).optional(),
  /** Requests in any second; more are refused with 429. Null for no limit. */
  requestsPerSecond: z.int().min(1).max(10_000).nullable().optional(),
  /** Time a batch takes from its start to its end. */
  batchMs: z.int().min(0).max(600_000).optional(),
  /** How batches end that begin from now on; `answered` is how many of their requests are by then. */
  batchEnds: z.enum(['completed', 'expired', 'failed', 'cancelled']).optional(),
  batchAnswered: z.int().min(0).max(50_000).nullable().optional(),
  /** Batches are refused with 400. */
  batchesRefused: z.boolean().optional(),
  /** So many deletions of files are answered 503. */
  deletionsFail: z.int().min(0).max(1_000).optional(),
});

const WINDOW_MS = 1_000;

/** How fast the stand-in is, what it takes, and what it saw of that. */
export class Conditions {
  latencyMs = 0;
  batchMs = 500;
  batchEnds: 'completed' | 'expired' | 'failed' | 'cancelled' = 'completed';
  batchAnswered: number | null = null;
  batchesRefused = false;
  deletionsFail = 0;
  /** Completions refused because they were over the limit. */
  overLimit = 0;
  /** The most completions asked for within any second. */
  mostInASecond = 0;
  private requestsPerSecond: number | null = null;
  private readonly recent: number[] = [];

  /** @throws OpenAiError 400 */
  change(json: unknown): void {
    const parsed = shape.safeParse(json);
    if (!parsed.success) throw new OpenAiError(400, `Not conditions: ${parsed.error.message}`);
    Object.assign(this, parsed.data);
  }

  /** Counts a request for a completion. @throws OpenAiError 429 when it is one too many */
  count(): void {
    const now = performance.now();
    while (this.recent[0] !== undefined && this.recent[0] <= now - WINDOW_MS) this.recent.shift();
    this.recent.push(now);
    this.mostInASecond = Math.max(this.mostInASecond, this.recent.length);
    if (this.requestsPerSecond === null || this.recent.length <= this.requestsPerSecond) return;
    this.overLimit += 1;
    const details = { type: 'requests', code: 'rate_limit_exceeded', retryAfter: 1 };
    throw new OpenAiError(429, `Stand-in: limit of ${this.requestsPerSecond} requests a second reached.`, details);
  }
}
