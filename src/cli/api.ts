import { randomUUID } from 'node:crypto';
import createClient from 'openapi-fetch';
import { failureOf, wrongUsage } from './failure.js';
import { patientFetch } from './patient-fetch.js';
import type { Batch, NewBatch, paths, Usage } from './types.js';

const DEFAULT_URL = 'http://127.0.0.1:3000';
const DEFAULT_PATIENCE_SECONDS = 60;

/** Which server is asked, as whom; the environment holds what no option says. */
export interface Server {
  url?: string;
  key?: string;
  /** Seconds. */
  patience?: string;
}

type Answered<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** What the commands ask of the service. Every call may be repeated, and is while that can help. @throws Failure */
export class Api {
  private readonly client;

  constructor(server: Server, environment: NodeJS.ProcessEnv = process.env) {
    const key = server.key ?? environment.FLUXBATCH_API_KEY;
    if (!key) throw wrongUsage('No API key: set FLUXBATCH_API_KEY, or give --key');
    const url = server.url ?? (environment.FLUXBATCH_URL || DEFAULT_URL);
    if (!/^https?:/.test(url) || !URL.canParse(url)) throw wrongUsage(`Not the address of a server: ${url}`);
    const patience = Number(server.patience ?? DEFAULT_PATIENCE_SECONDS);
    if (!(patience >= 0)) throw wrongUsage(`--patience: expected seconds, not ${server.patience}`);
    this.client = createClient<paths>({
      baseUrl: url.replace(/\/+$/, ''),
      headers: { authorization: `Bearer ${key}` },
      fetch: patientFetch(patience * 1000),
    });
  }

  /** With the key one call makes one batch, however often it is sent. */
  submit(body: NewBatch, idempotencyKey: string = randomUUID()): Promise<Batch> {
    return answer<Batch>(this.client.POST('/api/batches', { body, headers: { 'idempotency-key': idempotencyKey } }));
  }

  start(id: string): Promise<Batch> {
    const headers = { 'idempotency-key': randomUUID() };
    return answer<Batch>(this.client.POST('/api/batches/{id}/start', { params: { path: { id } }, headers }));
  }

  cancel(id: string): Promise<Batch> {
    return answer(this.client.POST('/api/batches/{id}/cancel', { params: { path: { id } } }));
  }

  batch(id: string): Promise<Batch> {
    return answer(this.client.GET('/api/batches/{id}', { params: { path: { id } } }));
  }

  async latestBatches(limit: number): Promise<Batch[]> {
    return (await answer(this.client.GET('/api/batches', { params: { query: { limit } } }))).data;
  }

  usage(): Promise<Usage> {
    return answer(this.client.GET('/api/usage'));
  }

  /** All connections of the account, page by page. */
  async connections() {
    type Page = Awaited<ReturnType<typeof page>>;
    const page = (cursor?: string) =>
      answer(this.client.GET('/api/connections', { params: { query: { limit: 200, ...(cursor && { cursor }) } } }));
    const found: Page['data'] = [];
    let cursor: string | null | undefined;
    do {
      const { data, next }: Page = await page(cursor ?? undefined);
      found.push(...data);
      cursor = next;
    } while (cursor);
    return found;
  }

  /** The report as it comes. */
  report(id: string, format: 'csv' | 'jsonl'): Promise<ReadableStream<Uint8Array>> {
    const path = format === 'csv' ? '/api/batches/{id}/report.csv' : '/api/batches/{id}/report.jsonl';
    return answer(this.client.GET(path, { params: { path: { id } }, parseAs: 'stream' })) as Promise<
      ReadableStream<Uint8Array>
    >;
  }
}

async function answer<T>(call: Answered<T>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw failureOf(response.status, error);
  return data as T;
}
