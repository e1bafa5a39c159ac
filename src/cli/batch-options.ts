import { connectionTo } from './connections.js';
import type { Api } from './api.js';
import { wrongUsage } from './failure.js';
import type { Options, readArguments } from './options.js';
import { readSource } from './source.js';
import type { NewBatch } from './types.js';

/** What a batch can be asked for; README.md has the same as fields of the API. */
export const BATCH_OPTIONS = {
  connection: {
    type: 'string',
    value: '<con_…>',
    help: 'which connection, when several lead to a bucket of that name',
  },
  manifest: { type: 'boolean', help: 'the address is that of a list of keys (CSV or JSON lines, also .gz)' },
  include: {
    type: 'string',
    multiple: true,
    value: '<glob>',
    help: 'only such keys, e.g. "**/*.jpg"; may be repeated',
  },
  exclude: { type: 'string', multiple: true, value: '<glob>', help: 'no such keys; may be repeated' },
  to: { type: 'string', value: '<template>', help: 'keys of results ("optimized/{path}{name}.{ext}")' },
  overwrite: { type: 'boolean', help: 'results may take the place of their own sources' },
  format: { type: 'string', value: '<format>', help: 'webp (default), avif, jpg, png, auto, keep' },
  quality: { type: 'string', value: '<40-100>', help: '82, or auto: the lowest that looks the same' },
  'max-width': { type: 'string', value: '<pixels>', help: 'scaled down to that, never up' },
  'max-height': { type: 'string', value: '<pixels>', help: 'the same for the height' },
  metadata: { type: 'string', value: '<what>', help: 'strip (default), keep, copyright' },
  watermark: { type: 'string', value: '<key>', help: 'a PNG in the same bucket' },
  ai: { type: 'boolean', help: 'alt texts, and names for {seoName} in the template: one AI credit an image' },
  language: { type: 'string', value: '<tag>', help: 'of alt texts and names (en)' },
  context: { type: 'string', value: '<text>', help: 'what the AI should know, e.g. "outdoor shop"' },
  partial: { type: 'boolean', help: 'too few credits: the first images that fit, not none' },
  'webhook-url': { type: 'string', value: '<address>', help: 'is told of the end' },
  'idempotency-key': {
    type: 'string',
    value: '<key>',
    help: 'the same key makes the same batch once, e.g. night-2026-11-25',
  },
} as const satisfies Options;

type Given = ReturnType<typeof readArguments<typeof BATCH_OPTIONS>>['values'];

/** The request that the options ask for. @throws Failure for a bucket that no connection leads to */
export async function batchRequest(api: Api, address: string, given: Given): Promise<NewBatch> {
  const { bucket, key } = readSource(address);
  const connection = await connectionTo(api, bucket, given.connection);
  return {
    source: {
      connection,
      ...(given.manifest ? { manifest: key } : { prefix: key }),
      ...(given.include && { include: given.include }),
      ...(given.exclude && { exclude: given.exclude }),
    },
    destination: { ...(given.to !== undefined && { key: given.to }), ...(given.overwrite && { overwrite: true }) },
    compress: compressOf(given),
    ...(given.watermark !== undefined && { watermark: { key: given.watermark } }),
    ...(given.ai && { ai: aiOf(given) }),
    ...(given.partial && { onInsufficientCredits: 'partial' as const }),
    ...(given['webhook-url'] !== undefined && { webhookUrl: given['webhook-url'] }),
  } as NewBatch;
}

function compressOf(given: Given): object {
  return {
    ...(given.format !== undefined && { format: given.format }),
    ...(given.quality !== undefined && {
      quality: given.quality === 'auto' ? 'auto' : wholeNumber('quality', given.quality),
    }),
    ...(given['max-width'] !== undefined && { maxWidth: wholeNumber('max-width', given['max-width']) }),
    ...(given['max-height'] !== undefined && { maxHeight: wholeNumber('max-height', given['max-height']) }),
    ...(given.metadata !== undefined && { metadata: given.metadata }),
  };
}

function aiOf({ language, context }: Given): object {
  return {
    altText: true,
    seoRename: true,
    ...(language !== undefined && { language }),
    ...(context !== undefined && { context }),
  };
}

/** What is a number but out of bounds the service refuses, in its own words. */
function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw wrongUsage(`--${option}: expected a whole number, not ${text}`);
  return Number(text);
}
