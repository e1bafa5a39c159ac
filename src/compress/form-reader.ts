import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Busboy, type BusboyFileStream, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { ApiError } from '../common/errors.js';
import { patienceMs, SLOWEST, TOO_SLOW } from '../common/http/body-pace.js';
import { askForBody } from '../common/http/expectations.js';
import { MAX_BODY_BYTES, MAX_FILE_BYTES, MAX_FILES, STALL_LIMIT_MS } from './limits.js';

/** What is done with the parts of a form, in the order they come. */
export interface FormParts {
  /** @param value null when it is longer than any field may be */
  field(name: string, value: string | null): void;
  /** Has to take the whole stream, whatever becomes of it: nothing behind it is read before. */
  file(name: string, fileName: string, stream: BusboyFileStream): Promise<void>;
  /** There are more files, or fields, than any form may have. */
  tooMany(what: 'files' | 'fields'): void;
}

const BODY_LIMITS = { bytes: MAX_BODY_BYTES, stallMs: STALL_LIMIT_MS, pace: SLOWEST };

/** One file more than is allowed tells that there are too many, and so does one field more. */
const LIMITS = {
  files: MAX_FILES + 2,
  fields: 50,
  parts: MAX_FILES + 52,
  fileSize: MAX_FILE_BYTES,
  fieldSize: 2_000,
  headerPairs: 20,
};

/** @throws ApiError `invalid_request` for another type of body, `too_large` for one that says so of itself */
export function requireForm(request: IncomingMessage): void {
  openParser(request).destroy();
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge(MAX_BODY_BYTES);
}

/**
 * Reads a form as it comes, in bounded memory and time. The request itself is left open: whoever refuses can still answer.
 * @throws ApiError `invalid_request` for a broken form or a client that stalls or hangs up, `too_large`, and what a part
 * throws
 */
export async function readForm(
  request: IncomingMessage,
  parts: FormParts,
  signal: AbortSignal,
  limits = BODY_LIMITS,
): Promise<void> {
  const parser = openParser(request);
  const files = takeParts(parser, parts);
  askForBody(request);
  try {
    await pipeline(Readable.from(chunksOf(request, signal, limits), { objectMode: false }), parser, { signal });
  } catch (error) {
    files.break(error as Error);
    const fault = await files.fault();
    throw fault ?? (error instanceof ApiError ? error : ApiError.field('body', `expected a form: ${textOf(error)}`));
  }
  const fault = await files.fault();
  if (fault) throw fault;
}

function openParser({ headers }: IncomingMessage): BusboyInstance {
  if (!/^multipart\/form-data\b/i.test(headers['content-type'] ?? '')) {
    throw ApiError.field('body', 'expected multipart/form-data');
  }
  try {
    return new Busboy({ headers: headers as BusboyHeaders, limits: LIMITS });
  } catch (error) {
    throw ApiError.field('body', `expected multipart/form-data with a boundary: ${textOf(error)}`);
  }
}

/** Hands the parts on. A part that throws ends the form, and a form that breaks ends the parts under way. */
function takeParts(parser: BusboyInstance, parts: FormParts) {
  const open = new Set<BusboyFileStream>();
  const taken: Promise<void>[] = [];
  let fault: unknown = null;
  let broken = false;
  parser.on('field', (name, value, _, isTruncated) => parts.field(name ?? '', isTruncated ? null : value));
  parser.on('file', (name, stream, fileName) => {
    // A file that breaks off says so to its reader, who throws it on: that is the form's fault and not the reader's.
    let breakOff: Error | undefined;
    stream.on('error', (error) => (breakOff = error));
    open.add(stream);
    const take = parts.file(name ?? '', fileName ?? '', stream).catch((error: Error) => {
      if (!broken && error !== breakOff) fault ??= error;
      parser.destroy(error);
    });
    taken.push(take.finally(() => open.delete(stream)));
  });
  parser.on('filesLimit', () => parts.tooMany('files'));
  for (const event of ['fieldsLimit', 'partsLimit'] as const) parser.on(event, () => parts.tooMany('fields'));
  return {
    break(error: Error) {
      broken = true;
      for (const stream of open) stream.destroy(error);
    },
    /** What a part threw, once all of them have ended. */
    async fault(): Promise<unknown> {
      await Promise.all(taken);
      return fault;
    },
  };
}

async function* chunksOf(
  request: IncomingMessage,
  signal: AbortSignal,
  { bytes: most, stallMs, pace }: typeof BODY_LIMITS,
): AsyncGenerator<Buffer> {
  const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
  let total = 0;
  let waitedMs = 0;
  for (;;) {
    // Only the time that is waited for the client counts, not what the bucket takes.
    const since = performance.now();
    const { value, done } = await inTime(chunks.next(), [stallMs, patienceMs(total, waitedMs, pace)], signal);
    if (done) return;
    waitedMs += performance.now() - since;
    total += value.length;
    if (total > most) throw tooLarge(most);
    yield value;
  }
}

/** @throws ApiError when the upload stalls or is too slow, or when `signal` says that its time is over */
async function inTime<T>(next: Promise<T>, [stallMs, slowMs]: [number, number], signal: AbortSignal): Promise<T> {
  const waiting = new AbortController();
  const limitMs = Math.max(0, Math.min(stallMs, slowMs));
  const late = sleep(limitMs, null, { signal: AbortSignal.any([waiting.signal, signal]) }).then(
    () => Promise.reject(ApiError.field('body', stallMs < slowMs ? silence(stallMs) : TOO_SLOW)),
    () => Promise.reject(ApiError.field('body', 'expected the whole form in less time')),
  );
  late.catch(() => {});
  try {
    return await Promise.race([next, late]);
  } finally {
    waiting.abort();
  }
}

function silence(stallMs: number): string {
  return `expected no silence of ${stallMs / 1000} s`;
}

function tooLarge(limit: number): ApiError {
  return new ApiError('too_large', { limit });
}

function textOf(error: unknown): string {
  return (error as Error).message;
}
