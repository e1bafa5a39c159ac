import { z } from 'zod';
import { pageOf } from '../../common/http/validation.js';
import { batchFigures } from '../../events/schemas/batch.js';
import { batchRequest } from '../model/batch-request.js';
import type { ReasonCount } from './batch-reader.service.js';
import { type BatchView } from './batch-view.js';
import { type imageView } from './image-view.js';
import { COUNTED_REASONS } from './read.sql.js';
import { BATCH_STATUSES, IMAGE_STATUSES, REASONS, ENDED_STATUSES } from '../model/statuses.js';

/** What the OpenAPI document says of answers about batches. Views make them; `satisfies` holds the two together. */
const count = z.int().min(0);
const time = z.iso.datetime();
const texts = z.record(z.string(), z.string());
const counts = z.record(z.string(), count);

const range = z.object({ expected: z.int(), low: z.int(), high: z.int() });
const creditNeed = z.object({ needed: count, available: z.int().nullable(), expectedUse: range });

const estimate = z.object({
  images: count,
  byExtension: counts,
  sample: z.object({ images: count, succeeded: count, skipped: counts, failed: counts }),
  bytes: z.object({ in: range, saved: range }),
  credits: z.object({ compression: creditNeed, ai: creditNeed }),
  at: time,
});

const { source, destination, compress, watermark, ai } = batchRequest.shape;

/** The request as it is kept: with defaults, and with a count in place of a list of keys. */
const request = {
  source: z.object({
    ...source.shape,
    connection: z.string().nullable().describe('null for uploaded files'),
    upload: z.object({ files: count, sessionId: z.string() }).optional(),
    keyCount: count.optional(),
    retryOf: z.string().optional(),
    reason: z.array(z.string()).optional(),
  }),
  destination: destination.unwrap().extend({ connection: z.string().nullable() }),
  compress: compress.unwrap(),
  watermark: watermark.unwrap().extend({ etag: z.string() }).nullable(),
  ai: ai.unwrap().nullable(),
  metadata: texts,
};

export const batchResponse = z.object({
  id: z.string(),
  status: z.enum(BATCH_STATUSES),
  createdAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  ...request,
  ...batchFigures,
  error: z.looseObject({}).nullable(),
  pauseCause: z
    .object({ reason: z.enum(REASONS), message: z.string() })
    .nullable()
    .describe('Why the service paused it by itself; null when a caller did'),
  waitsFor: z
    .object({ reason: z.enum(['ai_ceiling']), until: time })
    .nullable()
    .describe(
      'Why its images are not worked on now, and until when. `ai_ceiling`: the account has used what the AI may cost for it in a day',
    ),
  estimate: estimate.nullable(),
}) satisfies z.ZodType<BatchView>;

export const acceptedBatchResponse = batchResponse.extend({ webhookSecret: z.string().optional() });
export const batchesResponse = pageOf(batchResponse);
export const reasonsResponse = z.object({
  data: z.array(
    z.object({
      status: z.enum(ENDED_STATUSES),
      reason: z.enum(REASONS),
      images: count.describe(`counted up to ${COUNTED_REASONS.toLocaleString('en')}`),
    }),
  ),
}) satisfies z.ZodType<{ data: ReasonCount[] }>;

const facts = {
  bytes: count.nullable(),
  format: z.string().nullable(),
  width: count.nullable(),
  height: count.nullable(),
  frames: count.nullable(),
};

export const imageResponse = z.object({
  id: z.string(),
  key: z.string(),
  etag: z.string().nullable(),
  status: z.enum(IMAGE_STATUSES),
  reason: z.enum(REASONS).nullable(),
  targetKey: z.string().nullable(),
  in: z.object(facts),
  out: z.object({ ...facts, quality: count.nullable() }),
  savedRatio: z.number().nullable(),
  altText: z.string().nullable(),
  seoName: z.string().nullable(),
  credits: z.object({ compression: count, ai: count }),
  attempts: count,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
}) satisfies z.ZodType<ReturnType<typeof imageView>>;

export const imagesResponse = pageOf(imageResponse);
