import { z } from 'zod';
import { count, time, usage, usageExample } from './usage.js';

/** Parts of the request come back as they were given, so they are described where requests are. */
const asRequested = z.record(z.string(), z.unknown()).describe('As in POST /api/batches');

/** What is counted of a batch, as the API and webhook messages show it. */
export const batchFigures = {
  images: z.object({
    total: count,
    queued: count,
    processing: count,
    succeeded: count,
    failed: count,
    skipped: count,
    canceled: count,
  }),
  bytes: z.object({ in: count, out: count, saved: z.int() }),
  credits: z.object({
    compression: z.object({ reserved: count, used: count, refunded: count }),
    ai: z.object({ reserved: count, used: count, refunded: count, fromTopup: count }),
  }),
  progress: z.object({
    done: count,
    total: count,
    ratio: z.number().min(0).max(1),
    imagesPerSecond: z.number().min(0),
    etaSeconds: count.nullable(),
  }),
};

/** The batch object of the API, where its report is, and the usage at that instant. */
export const batch = z.object({
  id: z.string().startsWith('bat_'),
  status: z.enum(['completed', 'failed', 'canceled']),
  createdAt: time,
  startedAt: time.nullable(),
  endedAt: time,
  source: asRequested,
  destination: asRequested,
  compress: asRequested,
  watermark: asRequested.nullable(),
  ai: asRequested.nullable(),
  metadata: z.record(z.string(), z.string()).describe('Your own texts'),
  ...batchFigures,
  error: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe('Why the batch as a whole failed: code, message and more'),
  pauseCause: z.null().describe('Of a batch that the service paused; an ended one has none'),
  waitsFor: z.null().describe('Of a batch whose images wait; those of an ended one do not'),
  estimate: z.record(z.string(), z.unknown()).nullable().describe('Of a dry run: what it would cost and save'),
  reportUrl: z.url().describe('Every image’s outcome as CSV; needs your API key'),
  usage,
  truncated: z
    .array(z.string())
    .optional()
    .describe('Fields that were left out to keep the message under 20 kB; GET /api/batches/:id has them'),
});

export const batchExample = {
  id: 'bat_01jd3k7v9m2x4q8s6t0w1y5z3a',
  status: 'completed',
  createdAt: '2026-11-22T10:00:00.000Z',
  startedAt: '2026-11-22T10:00:00.400Z',
  endedAt: '2026-11-22T10:01:24.100Z',
  source: { connection: 'con_01jd3k0a1b2c3d4e5f6g7h8j9k', prefix: '2026/', include: ['**/*.jpg'] },
  destination: { connection: 'con_01jd3k0a1b2c3d4e5f6g7h8j9k', key: 'optimized/{path}{name}.{ext}' },
  compress: { format: 'webp', quality: 82, maxWidth: 2_400, maxHeight: null, metadata: 'strip' },
  watermark: null,
  ai: { altText: true, seoRename: false, language: 'en' },
  metadata: { release: '42' },
  images: { total: 1_200, queued: 0, processing: 0, succeeded: 1_190, failed: 4, skipped: 6, canceled: 0 },
  bytes: { in: 512_000_000, out: 149_000_000, saved: 363_000_000 },
  credits: {
    compression: { reserved: 1_200, used: 1_190, refunded: 10 },
    ai: { reserved: 1_200, used: 1_188, refunded: 12, fromTopup: 0 },
  },
  progress: { done: 1_200, total: 1_200, ratio: 1, imagesPerSecond: 14.3, etaSeconds: 0 },
  error: null,
  pauseCause: null,
  waitsFor: null,
  estimate: null,
  reportUrl: 'https://flux.example.com/api/batches/bat_01jd3k7v9m2x4q8s6t0w1y5z3a/report.csv',
  usage: usageExample,
};
const NOTHING_DONE = { total: 0, queued: 0, processing: 0, succeeded: 0, failed: 0, skipped: 0, canceled: 0 };

export const failedBatchExample = {
  ...batchExample,
  status: 'failed',
  startedAt: null,
  images: NOTHING_DONE,
  bytes: { in: 0, out: 0, saved: 0 },
  credits: {
    compression: { reserved: 0, used: 0, refunded: 0 },
    ai: { reserved: 0, used: 0, refunded: 0, fromTopup: 0 },
  },
  progress: { done: 0, total: 0, ratio: 0, imagesPerSecond: 0, etaSeconds: 0 },
  error: { code: 'storage_not_found', message: 'No object matches the source' },
};
