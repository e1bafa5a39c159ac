import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Inject, Injectable } from '@nestjs/common';
import OpenAI, { toFile } from 'openai';
import type { Batch } from 'openai/resources/batches';
import { z } from 'zod';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { readReply, readTokens } from './reply.js';
import { callOnce, CallError } from './completion-call.js';
import type { Reply, DescribeRequest, Tokens } from './description.js';
import { openAiClient } from './openai-client.js';
import { completionFor } from './prompt.js';

/** The API promises replies within this, or none. It takes no other word. */
const WINDOW = '24h';
const ENDPOINT = '/v1/chat/completions';
const TRANSFER_TIMEOUT_MS = 120_000;
/** A reply takes a few hundred bytes; a longer line is no reply. */
const MAX_LINE_CHARS = 256 * 1024;
/** Pages of 100 jobs looked through for one that was asked for and not heard of. */
const PAGES_LOOKED_THROUGH = 10;

/** How far a job is: it runs while there may be more replies. */
export interface JobState {
  isRunning: boolean;
  /** Files with replies and with errors; each may be missing. */
  results: string[];
}

/** The reply to one line of a file. */
export interface FiledReply {
  name: string;
  /** 'missing': the request itself failed, whatever the model would have said. */
  reply: Reply | 'missing';
  tokens: Tokens;
}

const lineShape = z.object({
  custom_id: z.string(),
  response: z.object({ status_code: z.int(), body: z.unknown() }).nullish(),
});

/** Requests by the file, for the provider's Batch API. Each method makes one call or a few, and throws CallError. */
@Injectable()
export class BatchApiService {
  private readonly client: OpenAI | null;
  private readonly model: string;

  constructor(@Inject(SETTINGS) { openai }: Settings) {
    this.client = openai && openAiClient(openai).withOptions({ timeout: TRANSFER_TIMEOUT_MS });
    this.model = openai?.model ?? '';
  }

  /** A request as a file holds it, as JSON. */
  requestBody(request: DescribeRequest): string {
    return JSON.stringify(completionFor(request, this.model));
  }

  /** Uploads requests under the names their replies will have. @returns the provider's name for the file */
  async upload(requests: { name: string; body: string }[]): Promise<string> {
    const lines = requests.map(
      ({ name, body }) => `{"custom_id":${JSON.stringify(name)},"method":"POST","url":"${ENDPOINT}","body":${body}}\n`,
    );
    const file = await toFile(Buffer.from(lines.join('')), 'requests.jsonl');
    const { id } = await this.call((client, options) => client.files.create({ file, purpose: 'batch' }, options));
    return id;
  }

  /** Has a file worked on. @returns the provider's name for the job */
  async start(fileId: string): Promise<string> {
    const request = { input_file_id: fileId, endpoint: ENDPOINT, completion_window: WINDOW } as const;
    return (await this.call((client, options) => client.batches.create(request, options))).id;
  }

  /** The job that works on a file, or null: the newest thousand are looked through. */
  async jobOf(fileId: string): Promise<string | null> {
    let after: string | undefined;
    for (let page = 0; page < PAGES_LOOKED_THROUGH; page += 1) {
      const query = { limit: 100, after };
      const { data, has_more: goesOn } = await this.call((client, options) => client.batches.list(query, options));
      const found = data.find(({ input_file_id: id }) => id === fileId);
      if (found) return found.id;
      after = data.at(-1)?.id;
      if (!goesOn || after === undefined) return null;
    }
    return null;
  }

  async state(jobId: string): Promise<JobState> {
    const job = await this.call((client, options) => client.batches.retrieve(jobId, options));
    // Compatible servers write an empty name where there is no file.
    const results = [job.output_file_id, job.error_file_id].filter((id): id is string => Boolean(id));
    return { isRunning: !ENDED.includes(job.status), results };
  }

  /** Tells the provider to stop; replies it has given by then stay. */
  async cancel(jobId: string): Promise<void> {
    await this.call((client, options) => client.batches.cancel(jobId, options));
  }

  /** The replies in a file, read line by line. Lines that hold no reply are passed over. */
  async *replies(fileId: string, asked: Pick<DescribeRequest, 'wanted' | 'language'>): AsyncGenerator<FiledReply> {
    const signal = AbortSignal.timeout(TRANSFER_TIMEOUT_MS);
    const response = await this.call((client) => client.files.content(fileId, { signal }));
    if (!response.body) return;
    const bytes = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
    try {
      for await (const line of createInterface({ input: bytes, crlfDelay: Infinity })) {
        const reply = line.length <= MAX_LINE_CHARS ? readLine(line, asked) : null;
        if (reply) yield reply;
      }
    } catch (error) {
      throw new CallError({ kind: 'unavailable', ms: null }, `A file of replies broke off: ${(error as Error).name}`);
    } finally {
      bytes.destroy();
    }
  }

  /** The provider keeps nothing of ours. False when it could not be asked now; a file that is gone already is as good. */
  async remove(fileId: string): Promise<boolean> {
    return this.call((client, options) => client.files.delete(fileId, options)).then(
      () => true,
      (error: unknown) => error instanceof CallError && error.failure.kind === 'wrong',
    );
  }

  private call<T>(send: (client: OpenAI, options: { signal: AbortSignal }) => Promise<T>): Promise<T> {
    const { client } = this;
    if (!client) throw new CallError({ kind: 'wrong' }, 'AI is not configured');
    return callOnce(client, (options) => send(client, options));
  }
}

const ENDED: Batch['status'][] = ['completed', 'failed', 'expired', 'cancelled'];
const NO_TOKENS: Tokens = { input: 0, cachedInput: 0, output: 0 };

function readLine(line: string, asked: Pick<DescribeRequest, 'wanted' | 'language'>): FiledReply | null {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return null;
  }
  const parsed = lineShape.safeParse(json).data;
  if (!parsed) return null;
  const { custom_id: name, response } = parsed;
  if (response?.status_code !== 200) return { name, reply: 'missing', tokens: NO_TOKENS };
  return { name, reply: readReply(response.body, asked), tokens: readTokens(response.body) };
}
