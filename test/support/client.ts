import type { BatchView } from '../../src/batches/reading/batch-view.js';
import type { imageView } from '../../src/batches/reading/image-view.js';
import type { Usage } from '../../src/credits/usage.js';
import type { AuditResponse } from '../../src/operator/audit.service.js';
import { until } from './until.js';

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

export type ImageView = ReturnType<typeof imageView>;

/** A caller of the HTTP API, as a program outside would be. */
export class Client {
  constructor(
    readonly url: string,
    private readonly adminToken: string,
  ) {}

  async call<T>(method: string, path: string, options: { token?: string; body?: unknown; headers?: object } = {}) {
    const { token, body, headers } = options;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = /^application\/json\b/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text ? JSON.parse(text) : text) as T,
    };
  }

  admin<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    return this.call<T>(method, `/api/admin${path}`, { token: this.adminToken, body });
  }

  /** An account with a key; the plan is `agency` unless told otherwise. */
  async account(given: { plan?: string; anchor?: string } = {}): Promise<AccountClient> {
    const body = { name: 'Test', email: 'test@example.com', plan: 'agency', ...given };
    const created = await this.admin<{ account: { id: string }; key: string }>('POST', '/accounts', body);
    if (created.status !== 201) throw new Error(JSON.stringify(created.body));
    return new AccountClient(this, created.body.account.id, created.body.key);
  }

  /** Checks every invariant; the message names those that do not hold. */
  async expectSoundBooks(): Promise<void> {
    const { body } = await this.admin<AuditResponse>('GET', '/audit');
    expect(body.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(body.ok).toBe(true);
  }
}

/** The same caller with one account's key. */
export class AccountClient {
  constructor(
    private readonly client: Client,
    readonly id: string,
    readonly key: string,
  ) {}

  get<T>(path: string, headers?: object): Promise<Answer<T>> {
    return this.client.call<T>('GET', path, { token: this.key, headers });
  }

  post<T>(path: string, body: unknown, headers?: object): Promise<Answer<T>> {
    return this.client.call<T>('POST', path, { token: this.key, body, headers });
  }

  put<T>(path: string, body: unknown): Promise<Answer<T>> {
    return this.client.call<T>('PUT', path, { token: this.key, body });
  }

  patch<T>(path: string, body: unknown): Promise<Answer<T>> {
    return this.client.call<T>('PATCH', path, { token: this.key, body });
  }

  delete<T>(path: string): Promise<Answer<T>> {
    return this.client.call<T>('DELETE', path, { token: this.key });
  }

  async usage(): Promise<Usage> {
    return (await this.get<Usage>('/api/usage')).body;
  }

  /** Submits and expects it to be accepted. */
  async submit(body: object): Promise<BatchView> {
    const answer = await this.post<BatchView>('/api/batches', body);
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 202 });
    return answer.body;
  }

  async batch(id: string): Promise<BatchView> {
    return (await this.get<BatchView>(`/api/batches/${id}`)).body;
  }

  async images(id: string): Promise<ImageView[]> {
    return (await this.get<{ data: ImageView[] }>(`/api/batches/${id}/images?limit=200`)).body.data;
  }

  /** Waits for the batch to end, however it ends. */
  ended(id: string, seconds = 90): Promise<BatchView> {
    return until(
      () => this.batch(id),
      (batch) => batch.endedAt !== null,
      seconds,
    );
  }
}
