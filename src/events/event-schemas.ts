import { z } from 'zod';
import { TEST_EVENT, type EventType } from './catalogue.js';
import { batch, batchExample, failedBatchExample } from './schemas/batch.js';
import { count, period, periodExample, seq, time, usage, usageExample } from './schemas/usage.js';

/** What an event tells, the shape of its data, and one to look at. */
interface EventDescription {
  description: string;
  data: z.ZodObject;
  example: object;
}

const topup = z.object({ credits: z.int().min(1), balance: count.describe('Top-up credits that are free now') });

/** Every event there is. Fields may be added at any time: receivers pass over those they do not know. */
export const EVENT_DESCRIPTIONS: Record<EventType | typeof TEST_EVENT, EventDescription> = {
  'batch.completed': {
    description: 'Every image of a batch has ended, however it ended: look at the counts.',
    data: batch.extend({ status: z.literal('completed') }),
    example: batchExample,
  },
  'batch.failed': {
    description: 'A batch could not run as a whole; `error` says why. It has cost nothing.',
    data: batch.extend({ status: z.literal('failed') }),
    example: failedBatchExample,
  },
  'batch.canceled': {
    description: 'A batch was told to end early. What had been compressed by then stays and is paid for.',
    data: batch.extend({ status: z.literal('canceled') }),
    example: { ...batchExample, status: 'canceled' },
  },
  'usage.updated': {
    description:
      'The account’s usage has changed; at most once a minute. Of two messages the one with the higher `seq` holds.',
    data: usage.extend({ seq }),
    example: { ...usageExample, seq: 4_711 },
  },
  'usage.threshold_reached': {
    description:
      'A percent of an allowance is used that the account wants to be told of (PUT /api/usage/alerts; 80 and 100 at first). Once each time it is crossed.',
    data: z.object({ credit: z.enum(['compression', 'ai']), percent: z.int().min(1).max(100), seq }),
    example: { credit: 'ai', percent: 80, seq: 4_711 },
  },
  'usage.period_reset': {
    description: 'A billing period has ended: its figures, and the dates of the next one.',
    data: z.object({ closed: period, period_start: time, period_end: time, seq }),
    example: {
      closed: periodExample,
      period_start: '2026-12-01T09:30:00.000Z',
      period_end: '2027-01-01T09:30:00.000Z',
      seq: 4_712,
    },
  },
  'credits.topup_granted': {
    description: 'AI credits were added: a top-up was bought, or a reversal undone.',
    data: topup,
    example: { credits: 500, balance: 500 },
  },
  'credits.topup_reversed': {
    description: 'AI credits were taken back after a refund or a dispute.',
    data: topup,
    example: { credits: 500, balance: 0 },
  },
  'credits.topup_low': {
    description:
      'Fewer top-up credits are free than the account wants to be told of (PUT /api/usage/alerts). Once each time that happens.',
    data: z.object({ balance: count.describe('Top-up credits that are free now'), below: z.int().min(1), seq }),
    example: { balance: 18, below: 20, seq: 4_711 },
  },
  'webhook.disabled': {
    description:
      'Nothing is sent to an endpoint any more: it answered 410, or failed for five days. Its other endpoints are told.',
    data: z.object({
      id: z.string().startsWith('whe_'),
      host: z.string(),
      forBatches: z.boolean().describe('True: a webhookUrl of batches; the next batch that names it resumes it'),
      reason: z.enum(['gone', 'failing']),
      failingSince: time.nullable(),
      disabledAt: time,
    }),
    example: {
      id: 'whe_01jd3k7v9m2x4q8s6t0w1y5z3a',
      host: 'hooks.example.com',
      forBatches: false,
      reason: 'failing',
      failingSince: '2026-11-17T10:00:00.000Z',
      disabledAt: '2026-11-22T10:00:00.000Z',
    },
  },
  'webhook.test': {
    description: 'Sent by POST /api/webhooks/:id/test, to that endpoint alone.',
    data: z.object({}),
    example: {},
  },
};

/** The message that carries an event: what is signed and posted. */
export function messageSchema(type: EventType | typeof TEST_EVENT): z.ZodObject {
  return z.object({
    type: z.literal(type),
    timestamp: time.describe('When the event was made'),
    data: EVENT_DESCRIPTIONS[type].data,
  });
}

/** The catalogue as anybody may read it: each message as JSON Schema, with an example. */
export function eventCatalogue() {
  return Object.entries(EVENT_DESCRIPTIONS).map(([type, { description, example }]) => ({
    type,
    description,
    // As input: unknown fields are allowed there, so that a field more is no break.
    schema: z.toJSONSchema(messageSchema(type as EventType), { io: 'input' }),
    example: { type, timestamp: '2026-11-22T10:01:24.100Z', data: example },
  }));
}
