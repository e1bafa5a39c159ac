import { z } from 'zod';
import { headerText, plainText } from '../../common/http/validation.js';
import { endpointUrl } from '../../webhooks/endpoint-address.js';
import { OUTPUT_FORMATS, type OutputFormat } from '../../images/formats.js';
import { POSITIONS } from '../../images/watermark.js';
import { globProblem } from './key-filter.js';
import { DEFAULT_TEMPLATE, hasDotSegments, templateProblem } from './target-key.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
export const MAX_KEY_BYTES = 1024;
export const MAX_KEYS = 10_000;
/** A webhook message carries the request and stays under 20 kB. */
const MAX_METADATA_CHARS = 4_000;
const MAX_GLOBS = 20;
const MAX_GLOB_CHARS = 100;
/** Named keys times characters of their globs: each costs some 4 µs with a key of 1,024 bytes, in the API's own process. */
const MAX_GLOB_WORK = 500_000;

/** A key as S3 takes it and PostgreSQL can hold it. */
export const objectKey = z
  .string()
  .min(1, 'expected an object key')
  .refine((text) => Buffer.byteLength(text) <= MAX_KEY_BYTES, `expected at most ${MAX_KEY_BYTES} bytes`)
  .refine((text) => text.isWellFormed() && !text.includes('\0'), 'expected valid Unicode without NUL')
  .refine((text) => !hasDotSegments(text), 'expected no . or .. between slashes');
const prefix = objectKey.or(z.literal(''));
const glob = plainText(MAX_GLOB_CHARS).superRefine((text, context) => {
  const problem = text === '' || text.length > MAX_GLOB_CHARS ? null : globProblem(text);
  if (problem) context.addIssue(problem);
});
const globs = z.array(glob).min(1).max(MAX_GLOBS).optional();
const side = z.int().min(1).max(16_384).nullable().default(null);

const source = z
  .strictObject({
    connection: plainText(100),
    prefix: prefix.optional(),
    keys: z.array(objectKey).min(1).max(MAX_KEYS).optional(),
    /** The key of a list of keys in the same bucket. */
    manifest: objectKey.optional(),
    include: globs,
    exclude: globs,
  })
  .refine(
    ({ prefix, keys, manifest }) => [prefix, keys, manifest].filter((given) => given !== undefined).length === 1,
    'expected exactly one of prefix, keys, manifest',
  )
  .refine(
    ({ keys = [], include = [], exclude = [] }) =>
      keys.length * [...include, ...exclude].join('').length <= MAX_GLOB_WORK,
    { path: ['include'], error: `expected shorter globs, or fewer: ${MAX_GLOB_WORK} characters times keys at most` },
  );

const destination = z.strictObject({
  connection: plainText(100).optional(),
  key: z
    .string()
    .max(500)
    .default(DEFAULT_TEMPLATE)
    .superRefine((text, context) => {
      const problem = templateProblem(text);
      if (problem) context.addIssue(problem);
    }),
  cacheControl: headerText(200).optional(),
  /** Results may take the place of their own sources. */
  overwrite: z.boolean().default(false),
});

const QUALITY = 'expected a whole number from 40 to 100, or "auto"';
const compress = z.strictObject({
  format: z.enum([...OUTPUT_FORMATS, 'auto', 'keep']).default('webp'),
  quality: z.union([z.literal('auto'), z.int(QUALITY).min(40, QUALITY).max(100, QUALITY)], QUALITY).default(82),
  maxWidth: side,
  maxHeight: side,
  metadata: z.enum(['strip', 'keep', 'copyright']).default('strip'),
});

/** A PNG in the source's bucket. */
const watermark = z.strictObject({
  key: objectKey,
  scale: z.number().min(5).max(50).default(20),
  opacity: z.number().min(0).max(100).default(100),
  position: z.enum(POSITIONS).default('BR'),
});

const ai = z.strictObject({
  altText: z.boolean().default(false),
  seoRename: z.boolean().default(false),
  language: z.string().max(35).refine(isLanguageTag, 'expected a language tag such as en or pt-BR').default('en'),
  context: plainText(500).optional(),
  /** `batch`: the answers come in files, later and at half the price for the operator. */
  delivery: z.enum(['direct', 'batch']).optional(),
});

const metadata = z
  .record(plainText(50), z.string().max(1_000))
  .refine(
    (pairs) => JSON.stringify(pairs).length <= MAX_METADATA_CHARS,
    `expected at most ${MAX_METADATA_CHARS} characters`,
  );

/** `POST /api/batches`, with defaults filled in. */
export const batchRequest = z.strictObject({
  source,
  destination: destination.prefault({}),
  compress: compress.prefault({}),
  watermark: watermark.optional(),
  ai: ai.optional(),
  metadata: metadata.optional(),
  onInsufficientCredits: z.enum(['reject', 'partial']).default('reject'),
  webhookUrl: endpointUrl.optional(),
  dryRun: z.boolean().default(false),
});
export type BatchRequest = z.infer<typeof batchRequest>;

/** BCP 47, as the platform knows it. */
function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** Without a connection: uploaded files in the service's own bucket. No request that comes in can say so. */
type KeptSource = Omit<BatchRequest['source'], 'keys' | 'connection'> & {
  connection: string | null;
  keyCount?: number;
  retryOf?: string;
  reason?: string[];
  /** Of uploaded files: how many, and what they were grouped by. */
  upload?: { files: number; sessionId: string };
};

/** The request as the batch keeps it: a list of keys, or the failed images of another batch, became image rows. */
export interface KeptRequest {
  source: KeptSource;
  destination: Omit<BatchRequest['destination'], 'connection'> & { connection: string | null };
  compress: BatchRequest['compress'];
  /** With the ETag it had when the batch was accepted. */
  watermark: KeptWatermark | null;
  ai: BatchRequest['ai'] | null;
  metadata: Record<string, string>;
  onInsufficientCredits: BatchRequest['onInsufficientCredits'];
  webhookUrl: string | null;
  /** Expanded and estimated, and not run before it is started. */
  dryRun: boolean;
}

/** The type of the results, or null when it is chosen with each result. */
export function typeOf({ compress: { format } }: Pick<KeptRequest, 'compress'>): OutputFormat | null {
  return format === 'auto' || format === 'keep' ? null : format;
}

export type KeptWatermark = NonNullable<BatchRequest['watermark']> & { etag: string };

/** As the batch keeps it; a watermark is added once it was looked at. */
export function keptRequest(request: BatchRequest): KeptRequest {
  const { source, destination, compress, ai, metadata, onInsufficientCredits, webhookUrl, dryRun } = request;
  const { keys, ...shownSource } = source;
  return {
    source: keys ? { ...shownSource, keyCount: keys.length } : shownSource,
    destination: { ...destination, connection: destination.connection ?? source.connection },
    compress,
    watermark: null,
    ai: ai && (ai.altText || ai.seoRename) ? ai : null,
    metadata: metadata ?? {},
    onInsufficientCredits,
    webhookUrl: webhookUrl ?? null,
    dryRun,
  };
}
