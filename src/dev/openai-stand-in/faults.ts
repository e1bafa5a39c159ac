import { z } from 'zod';
import { OpenAiError } from './errors.js';

const times = z.int().min(1).max(1_000_000);
const order = z.union([
  z.strictObject({
    status: z.int().min(400).max(599),
    retryAfter: z.number().min(0).optional(),
    code: z.string().optional(),
    times,
  }),
  z.strictObject({ refusal: z.literal(true), times }),
  z.strictObject({ hangMs: z.int().min(1).max(600_000), times }),
  /** The connection is cut instead of an answer. */
  z.strictObject({ cut: z.literal(true), times }),
  /** The model answers this text, whatever it was asked. */
  z.strictObject({
    content: z.string(),
    finishReason: z.enum(['stop', 'length', 'content_filter']).default('stop'),
    times,
  }),
  /** The model does what the hints tell it to, instead of what it was asked. */
  z.strictObject({ obey: z.literal(true), times }),
]);

/** How a completion is to go wrong. `retryAfter` is in seconds. */
export type Fault = z.infer<typeof order>;

/** Faults ordered by a test, each for the next `times` completions, in the order they were ordered. */
export class Faults {
  private queue: Fault[] = [];

  /** An empty order takes back all that were ordered before. @throws OpenAiError 400 when the order is not one. */
  add(json: unknown): void {
    if (JSON.stringify(json) === '{}') {
      this.queue = [];
      return;
    }
    const parsed = order.safeParse(json);
    if (!parsed.success) throw new OpenAiError(400, `Not a fault: ${parsed.error.message}`);
    this.queue.push(parsed.data);
  }

  /** The fault of the completion that begins now. */
  next(): Fault | undefined {
    const fault = this.queue[0];
    if (!fault) return undefined;
    fault.times -= 1;
    if (fault.times === 0) this.queue.shift();
    return fault;
  }
}

/** What the API answers with a status of its own accord. */
export function failure(status: number, retryAfter?: number, code?: string): OpenAiError {
  if (status === 429) {
    const details = { type: 'requests', code: code ?? 'rate_limit_exceeded', retryAfter };
    return new OpenAiError(429, 'Stand-in: rate limit reached, as ordered.', details);
  }
  const type = status >= 500 ? 'server_error' : 'invalid_request_error';
  return new OpenAiError(status, `Stand-in: failed with ${status}, as ordered.`, { type, retryAfter, code });
}
