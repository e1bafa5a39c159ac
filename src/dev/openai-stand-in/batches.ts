import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Conditions } from './conditions.js';
import { OpenAiError } from './errors.js';

const MAX_REQUESTS = 50_000;
const MAX_FILE_BYTES = 200 * 1024 * 1024;
const DAY_SECONDS = 24 * 3600;

const line = z.strictObject({
  custom_id: z.string().min(1).max(512),
  method: z.literal('POST'),
  url: z.literal('/v1/chat/completions'),
  body: z.record(z.string(), z.unknown()),
});
type Line = z.infer<typeof line>;
const creation = z.strictObject({
  input_file_id: z.string(),
  endpoint: z.literal('/v1/chat/completions'),
  completion_window: z.literal('24h'),
  metadata: z.record(z.string(), z.string()).nullish(),
});

type Status = 'in_progress' | 'completed' | 'failed' | 'expired' | 'cancelled';
interface Job {
  id: string;
  fileId: string;
  status: Status;
  endsAt: number;
  createdAt: number;
  wanted: Exclude<Status, 'in_progress'>;
  answered: number | null;
  lines: Line[];
  output: string | null;
  errors: string | null;
  problem: string | null;
}

/** The Batch API with its files, in memory: a batch is worked on when it is asked for behind its time. */
export class Batches {
  private readonly files = new Map<string, Buffer>();
  private readonly jobs = new Map<string, Job>();

  constructor(
    private readonly conditions: Conditions,
    private readonly complete: (body: unknown) => Promise<unknown>,
  ) {}

  /** What tests want to know. */
  get counts(): { files: number; batches: number; requests: number } {
    const requests = [...this.jobs.values()].reduce((sum, { lines }) => sum + lines.length, 0);
    return { files: this.files.size, batches: this.jobs.size, requests };
  }

  upload(fields: Map<string, Buffer>): object {
    if (fields.get('purpose')?.toString() !== 'batch') {
      throw new OpenAiError(400, "Invalid value for 'purpose': the stand-in takes 'batch'.", { param: 'purpose' });
    }
    const bytes = fields.get('file');
    if (!bytes) throw new OpenAiError(400, "Missing required parameter: 'file'.", { param: 'file' });
    if (bytes.length > MAX_FILE_BYTES) throw new OpenAiError(413, 'The file is larger than 200 MB.', { param: 'file' });
    return this.fileView(this.store(Buffer.from(bytes)));
  }

  content(id: string): Buffer {
    const bytes = this.files.get(id);
    if (!bytes) throw notFound('file', id);
    return bytes;
  }

  remove(id: string): object {
    if (this.conditions.deletionsFail > 0) {
      this.conditions.deletionsFail -= 1;
      throw new OpenAiError(503, 'Stand-in: not deleted, as ordered.', { type: 'server_error' });
    }
    if (!this.files.delete(id)) throw notFound('file', id);
    return { id, object: 'file', deleted: true };
  }

  create(json: unknown): object {
    const parsed = creation.safeParse(json);
    if (!parsed.success) {
      throw new OpenAiError(400, `Invalid batch: ${parsed.error.message}`, {
        param: String(parsed.error.issues[0]?.path[0]),
      });
    }
    const { input_file_id: fileId } = parsed.data;
    if (this.conditions.batchesRefused) throw new OpenAiError(400, 'Stand-in: no batches, as ordered.');
    const { lines, problem } = readLines(this.content(fileId).toString('utf8'));
    const now = Date.now();
    const { batchMs, batchEnds, batchAnswered } = this.conditions;
    const job: Job = {
      id: `batch_${randomUUID()}`,
      fileId,
      status: 'in_progress',
      createdAt: now,
      endsAt: now + batchMs,
      wanted: problem ? 'failed' : batchEnds,
      answered: batchAnswered,
      lines,
      output: null,
      errors: null,
      problem,
    };
    this.jobs.set(job.id, job);
    return view(job);
  }

  /** Newest first, in pages. */
  list(query: URLSearchParams): object {
    const all = [...this.jobs.values()].reverse();
    const after = query.get('after');
    const start = after ? all.findIndex(({ id }) => id === after) + 1 : 0;
    const page = all.slice(start, start + Number(query.get('limit') ?? 20));
    const ids = { first_id: page[0]?.id ?? null, last_id: page.at(-1)?.id ?? null };
    return { object: 'list', data: page.map(view), has_more: start + page.length < all.length, ...ids };
  }

  async retrieve(id: string): Promise<object> {
    const job = this.job(id);
    if (job.status === 'in_progress' && Date.now() >= job.endsAt) await this.end(job, job.wanted, job.answered);
    return view(job);
  }

  async cancel(id: string): Promise<object> {
    const job = this.job(id);
    if (job.status !== 'in_progress') {
      throw new OpenAiError(409, `Cannot cancel a batch with status '${job.status}'.`);
    }
    await this.end(job, 'cancelled', 0);
    return view(job);
  }

  private async end(job: Job, status: Exclude<Status, 'in_progress'>, answered: number | null): Promise<void> {
    job.status = status;
    if (status === 'failed') return;
    const output: object[] = [];
    const errors: object[] = [];
    for (const [index, { custom_id, body }] of job.lines.entries()) {
      const id = `batch_req_${randomUUID()}`;
      if (index >= (answered ?? Infinity)) {
        const error = { code: 'batch_expired', message: 'This request could not be executed in time.' };
        if (status === 'expired') errors.push({ id, custom_id, response: null, error });
        continue;
      }
      const response = { request_id: `req_${randomUUID()}` };
      await this.complete(body).then(
        (completion) =>
          output.push({ id, custom_id, response: { ...response, status_code: 200, body: completion }, error: null }),
        (error: OpenAiError) =>
          errors.push({
            id,
            custom_id,
            response: { ...response, status_code: error.status ?? 500, body: error },
            error: null,
          }),
      );
    }
    // Answers come in any order.
    if (output.length > 0) job.output = this.store(jsonLines(output.reverse()));
    if (errors.length > 0) job.errors = this.store(jsonLines(errors));
  }

  private job(id: string): Job {
    const job = this.jobs.get(id);
    if (!job) throw notFound('batch', id);
    return job;
  }

  private store(bytes: Buffer): string {
    const id = `file-${randomUUID()}`;
    this.files.set(id, bytes);
    return id;
  }

  private fileView(id: string): object {
    const bytes = this.content(id).length;
    const created_at = Math.floor(Date.now() / 1000);
    return { id, object: 'file', bytes, created_at, filename: 'requests.jsonl', purpose: 'batch', status: 'processed' };
  }
}

function readLines(text: string): { lines: Line[]; problem: string | null } {
  const lines: Line[] = [];
  const names = new Set<string>();
  for (const [index, row] of text.split('\n').entries()) {
    if (row === '') continue;
    let json: unknown;
    try {
      json = JSON.parse(row);
    } catch {
      return { lines, problem: `line ${index + 1}: invalid JSON` };
    }
    const parsed = line.safeParse(json);
    if (!parsed.success) return { lines, problem: `line ${index + 1}: ${parsed.error.message}` };
    if (names.has(parsed.data.custom_id)) return { lines, problem: `line ${index + 1}: duplicate custom_id` };
    names.add(parsed.data.custom_id);
    lines.push(parsed.data);
  }
  if (lines.length === 0) return { lines, problem: 'the file is empty' };
  if (lines.length > MAX_REQUESTS) return { lines, problem: `more than ${MAX_REQUESTS} requests` };
  return { lines, problem: null };
}

function jsonLines(objects: object[]): Buffer {
  return Buffer.from(objects.map((object) => `${JSON.stringify(object)}\n`).join(''));
}

function view(job: Job): object {
  const seconds = (ms: number) => Math.floor(ms / 1000);
  return {
    id: job.id,
    object: 'batch',
    endpoint: '/v1/chat/completions',
    input_file_id: job.fileId,
    completion_window: '24h',
    status: job.status,
    output_file_id: job.output,
    error_file_id: job.errors,
    errors: job.problem
      ? { object: 'list', data: [{ code: 'invalid_file', message: job.problem, line: null, param: null }] }
      : null,
    created_at: seconds(job.createdAt),
    expires_at: seconds(job.createdAt) + DAY_SECONDS,
    request_counts: { total: job.lines.length, completed: 0, failed: 0 },
    metadata: null,
  };
}

function notFound(what: string, id: string): OpenAiError {
  return new OpenAiError(404, `No such ${what}: '${id}'.`, { code: 'not_found' });
}
