import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { BusboyFileStream } from '@fastify/busboy';
import type { UploadedFile } from '../batches/index.js';
import { ApiError, type FieldProblem } from '../common/errors.js';
import { toProblems } from '../common/http/validation.js';
import { MAX_WATERMARK_BYTES } from '../images/watermark.js';
import { compressFields, type CompressFields } from './fields.js';
import { passOver, takeFile } from './file-intake.js';
import { shownName } from './file-names.js';
import type { FormParts } from './form-reader.js';
import { MAX_FILE_BYTES, MAX_FILES } from './limits.js';

/** A file that may come in: what it will be called, and where its bytes go. */
export interface IncomingFile {
  id: string;
  key: string;
  store: (bytes: Readable) => Promise<string>;
}

/** What a form has brought so far. Files and fields may come in any order, so what is wrong is told at its end. */
export class IncomingForm implements FormParts {
  private readonly taken: (UploadedFile & { sha256: string })[] = [];
  private readonly given = new Map<string, string>();
  private readonly problems: FieldProblem[] = [];
  private refusal: ApiError | null = null;
  private places = 0;
  private watermarks = 0;
  private parsed: CompressFields | null = null;
  /** The bytes of the watermark, when there is one. */
  watermark: Buffer | null = null;

  constructor(private readonly place: (place: number, fileName: string) => IncomingFile) {}

  field(name: string, value: string | null): void {
    if (value === null) this.problem(name, 'too long');
    else if (name === 'file' || name === 'watermarkFile') this.problem(name, 'expected a file');
    else if (this.given.has(name)) this.problem(name, 'given twice');
    // What a form leaves open it sends as empty text.
    else if (value !== '') this.given.set(name, value);
  }

  async file(name: string, fileName: string, stream: BusboyFileStream): Promise<void> {
    if (name === 'file') return this.takeImage(fileName, stream);
    if (name === 'watermarkFile') return this.takeWatermark(fileName, stream);
    this.problem(name, Object.hasOwn(compressFields.shape, name) ? 'expected text' : 'unknown field');
    await passOver(stream);
  }

  tooMany(what: 'files' | 'fields'): void {
    if (what === 'files') this.refusal ??= tooManyFiles();
    else this.problem('body', 'too many fields');
  }

  /** In the order they came. */
  get files(): (UploadedFile & { sha256: string })[] {
    return this.taken.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  get fields(): CompressFields {
    if (!this.parsed) throw new Error('The fields are known once the form was judged');
    return this.parsed;
  }

  /** All that was said, in few words: what makes a repeated request the same. */
  get content(): unknown {
    const fields = [...this.given].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const mark = this.watermark && createHash('sha256').update(this.watermark).digest('hex');
    return [fields, this.files.map(({ originalName, sha256 }) => [originalName, sha256]), mark];
  }

  /** @throws ApiError all wrong fields at once; or that there are too many files, or none that can be taken */
  refuseProblems(): void {
    const parsed = compressFields.safeParse(Object.fromEntries(this.given));
    if (parsed.success) this.parsed = parsed.data;
    else this.problems.push(...parsed.error.issues.flatMap(toProblems));
    if (this.taken.length === 0 && !this.refusal) this.problem('file', 'expected at least one file');
    if (this.problems.length > 0) throw new ApiError('invalid_request', { fields: this.problems });
    if (this.refusal) throw this.refusal;
    if (this.taken.every(({ stored }) => stored === null)) throw noneTaken(this.files);
  }

  private async takeImage(fileName: string, stream: BusboyFileStream): Promise<void> {
    const place = this.places + 1;
    if (place > MAX_FILES) {
      this.refusal ??= tooManyFiles();
      return passOver(stream);
    }
    this.places = place;
    const { id, key, store } = this.place(place, fileName);
    const { bytes, sha256, etag, reason } = await takeFile(stream, store);
    // A form's empty place for a file has neither name nor bytes.
    if (fileName === '' && bytes === 0) return;
    const stored = etag === null ? null : { key, etag };
    this.taken.push({ id, originalName: shownName(fileName), bytes, stored, reason, sha256 });
  }

  private async takeWatermark(fileName: string, stream: BusboyFileStream): Promise<void> {
    this.watermarks += 1;
    if (this.watermarks === 2) this.problem('watermarkFile', 'given twice');
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes <= MAX_WATERMARK_BYTES) chunks.push(chunk);
      else chunks.length = 0;
    }
    if (bytes > MAX_WATERMARK_BYTES) {
      this.refusal ??= new ApiError('too_large', { limit: MAX_WATERMARK_BYTES }, 'The watermark is too large');
    } else if (bytes > 0 || fileName !== '') this.watermark = Buffer.concat(chunks);
  }

  private problem(path: string, message: string): void {
    this.problems.push({ path: path || 'body', message });
  }
}

function tooManyFiles(): ApiError {
  return new ApiError('too_large', { limit: MAX_FILES }, 'Too many files');
}

/** A bad file among good ones fails alone; without a good one the request is refused. */
function noneTaken(files: UploadedFile[]): ApiError {
  const details = { files: files.map(({ originalName, reason }) => ({ originalName, reason })) };
  const has = (reason: string) => files.some((file) => file.reason === reason);
  if (has('storage_error')) return new ApiError('busy', details, 'The files could not be stored');
  if (files.every(({ reason }) => reason === 'too_large')) {
    return new ApiError('too_large', { limit: MAX_FILE_BYTES, ...details }, 'The file is too large');
  }
  return new ApiError('unsupported_image', details);
}
