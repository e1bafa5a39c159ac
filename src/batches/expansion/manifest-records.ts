import { isUtf8 } from 'node:buffer';
import { pipeline, Readable, type Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';

/** A row of one of our own reports takes about 3 kB at most; what is much longer is no list of keys. */
const MAX_RECORD_BYTES = 64 * 1024;
/** Lists of keys shrink to a fifth or a twentieth; what shrank further than this was made to grow. */
const MAX_GROWTH = 200;
/** Before this nothing can be said about growth. */
const GROWTH_JUDGED_FROM_BYTES = 8 * 1024 * 1024;
const NEITHER = 'expected JSON lines, or a CSV header with a column key';
const GZIP = Buffer.from([0x1f, 0x8b]);
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** What is wrong with a manifest, and in which line. */
export class ManifestProblem extends Error {
  constructor(line: number | null, message: string) {
    super(line === null ? message : `line ${line}: ${message}`);
    this.name = 'ManifestProblem';
  }
}

/** A row as it stands: nothing of it is checked. */
export interface ManifestRecord {
  key: unknown;
  etag: unknown;
  line: number;
}

/**
 * The rows of a manifest, read as they come: CSV with a header, or JSON lines, both also gzipped. The bytes decide which of
 * them it is, not the name. Never holds more than a row and the stream's last chunk.
 * @throws ManifestProblem
 */
export async function* manifestRecords(bytes: Readable): AsyncGenerator<ManifestRecord> {
  const [start, whole] = await peek(bytes, 2);
  const text = start.subarray(0, 2).equals(GZIP) ? gunzip(whole) : whole;
  try {
    const [beginning, content] = await peek(withoutBom(text), MAX_RECORD_BYTES);
    const first = beginning.find((byte) => byte > 0x20);
    if (first === undefined && beginning.length < MAX_RECORD_BYTES) throw new ManifestProblem(null, 'is empty');
    if (first === '{'.charCodeAt(0)) yield* jsonRecords(content);
    else yield* csvRecords(content);
  } catch (error) {
    throw isGzipError(error) ? new ManifestProblem(null, 'is not whole: gzip cannot read it') : error;
  }
}

/** The first bytes, as many as there are up to `wanted`, and a stream that still has them. */
async function peek(bytes: AsyncIterable<Buffer>, wanted: number): Promise<[Buffer, Readable]> {
  const rest = bytes[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  for (let next = await rest.next(); ; next = await rest.next()) {
    if (!next.done) start = Buffer.concat([start, next.value]);
    if (next.done || start.length >= wanted) break;
  }
  async function* again() {
    try {
      yield start;
      for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
    } finally {
      await rest.return?.();
    }
  }
  return [start, Readable.from(again(), { objectMode: false })];
}

/** A megabyte can grow into a thousand: that costs no memory here, but time for nothing. */
async function* gunzip(compressed: Readable): AsyncGenerator<Buffer> {
  const inflating = createGunzip();
  let bytesOut = 0;
  for await (const chunk of piped<Buffer>(compressed, inflating)) {
    bytesOut += chunk.length;
    if (bytesOut > GROWTH_JUDGED_FROM_BYTES && bytesOut > inflating.bytesWritten * MAX_GROWTH) {
      throw new ManifestProblem(null, `grows to more than ${MAX_GROWTH} times its size`);
    }
    yield chunk;
  }
}

async function* csvRecords(content: Readable): AsyncGenerator<ManifestRecord> {
  const options = {
    encoding: null,
    info: true,
    max_record_size: MAX_RECORD_BYTES,
    relax_column_count: true,
    skip_empty_lines: true,
  } as const;
  let columns: { key: number; etag: number; isReport: boolean } | undefined;
  try {
    for await (const { record, info } of piped<{ record: Buffer[]; info: { lines: number } }>(
      content,
      parse(options),
    )) {
      const { lines: line } = info;
      if (!record.every((field) => isUtf8(field))) throw new ManifestProblem(line, 'expected UTF-8');
      if (!columns) {
        const names = record.map(String);
        columns = { key: names.indexOf('key'), etag: names.indexOf('etag'), isReport: names.includes('aiCredits') };
        if (columns.key < 0) throw new ManifestProblem(line, NEITHER);
      } else {
        const { key, etag, isReport } = columns;
        const field = (at: number) => (isReport ? asReported(record[at]?.toString()) : record[at]?.toString());
        yield { key: field(key), etag: field(etag), line };
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? csvProblem(error) : error;
  }
}

/** A field of one of our own reports: a leading apostrophe does not count as text. */
function asReported(field: string | undefined): string | undefined {
  return field?.replace(/^'/, '');
}

function csvProblem(error: CsvError): ManifestProblem {
  const line = typeof error.lines === 'number' ? error.lines : null;
  if (line === 1) return new ManifestProblem(line, NEITHER);
  if (error.code === 'CSV_MAX_RECORD_SIZE') return new ManifestProblem(line, `longer than ${MAX_RECORD_BYTES} bytes`);
  return new ManifestProblem(line, 'quotes of CSV do not match');
}

async function* jsonRecords(content: Readable): AsyncGenerator<ManifestRecord> {
  for await (const { bytes, line } of linesOf(content)) {
    if (bytes.every((byte) => byte <= 0x20)) continue;
    if (!isUtf8(bytes)) throw new ManifestProblem(line, 'expected UTF-8');
    const record = jsonObject(bytes.toString());
    if (!record) throw new ManifestProblem(line, 'expected a JSON object');
    yield { key: record.key, etag: record.etag, line };
  }
}

function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

async function* linesOf(content: Readable): AsyncGenerator<{ bytes: Buffer; line: number }> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of content as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      yield { bytes: bytes.subarray(start, end), line };
      line += 1;
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > MAX_RECORD_BYTES) throw new ManifestProblem(line, `longer than ${MAX_RECORD_BYTES} bytes`);
  }
  if (rest.length > 0) yield { bytes: rest, line };
}

/** An error of the source ends what reads from it, with that error. */
function piped<T>(source: Readable, through: Transform): AsyncIterable<T> {
  return pipeline(source, through, () => {}) as unknown as AsyncIterable<T>;
}

async function* withoutBom(text: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const [start, whole] = await peek(text, BOM.length);
  let skip = start.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0;
  for await (const chunk of whole as AsyncIterable<Buffer>) {
    yield chunk.subarray(skip);
    skip = 0;
  }
}

function isGzipError(error: unknown): boolean {
  return typeof (error as { code?: unknown }).code === 'string' && (error as { code: string }).code.startsWith('Z_');
}
