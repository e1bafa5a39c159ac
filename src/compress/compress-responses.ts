import { z } from 'zod';
import { pageOf } from '../common/http/validation.js';
import type { CompressResult } from './compress-results.service.js';
import { IMAGE_STATUSES, REASONS } from '../batches/index.js';

/** What the OpenAPI document says of results; `satisfies` holds it to what is answered. */
const size = z.int().min(0);

const resultResponse = z.object({
  id: z.string(),
  originalName: z.string(),
  filename: z.string().nullable(),
  status: z.enum(IMAGE_STATUSES),
  reason: z.enum(REASONS).nullable(),
  originalSize: size,
  optimizedSize: size.nullable(),
  savedPercent: z.number().nullable(),
  format: z.string().nullable(),
  width: size.nullable(),
  height: size.nullable(),
  altText: z.string().nullable(),
  seoName: z.string().nullable(),
  downloadUrl: z.string().nullable(),
  expiresAt: z.iso.datetime().nullable(),
}) satisfies z.ZodType<CompressResult>;

export const compressResponse = z.object({ sessionId: z.string(), results: z.array(resultResponse) });
export const resultsResponse = pageOf(resultResponse);
