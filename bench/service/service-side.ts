import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Environment } from '#service/config/environment.js';
import type { BucketSettings, Settings } from '#service/config/settings.js';
import { customersBucket } from '#service/dev/customers-bucket.js';
import { freePort } from '#service/dev/free-port.js';
import { QUALITY } from '../batches/loop.ts';
import type { Pass, Side, Took } from '../batches/side.ts';

const SCRIPT = fileURLToPath(new URL('./service-process.ts', import.meta.url));
const START_LIMIT_MS = 30_000;
/** Rarely, so that asking costs nothing: the time taken is the batch's own `endedAt`. */
const ASK_EVERY_MS = 500;

interface Batch {
  id: string;
  status: string;
  endedAt: string | null;
  images: { succeeded: number };
}

interface Account {
  api: Api;
  /** Its connection to the bucket. */
  connection: string;
}

/** `npm start` is all roles in one process; on many machines each has its own. */
export const ONE_PROCESS = ['api,worker,scheduler'];
export const SPLIT = ['api,scheduler', 'worker'];

/** @param roles of each process; one of them is the API's */
export async function startService(environment: Environment, settings: Settings, roles: string[]): Promise<Side> {
  const port = await freePort();
  const shared = { ...environment, PORT: String(port), LOG_LEVEL: 'warn' };
  const children = roles.map((ROLE) => launch({ ...shared, ROLE }));
  const stop = async () => void (await Promise.all(children.map(end)));
  const api = new Api(`http://${settings.host}:${port}`);
  try {
    await untilReady(api, children);
    const account = await api.newAccount(settings, customersBucket(settings));
    return { name: 'service', run: (pass) => runBatch(account, pass), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function runBatch({ api, connection }: Account, { keys, prefix }: Pass): Promise<Took> {
  const request = {
    source: { connection, keys },
    destination: { key: `${prefix}{name}.{ext}` },
    compress: { format: 'webp', quality: QUALITY },
  };
  const began = { at: Date.now(), ticks: performance.now() };
  const { id } = await api.call<Batch>('POST', '/api/batches', request);
  const submitMs = performance.now() - began.ticks;
  const endedAt = await untilEnded(api, id, keys.length);
  return { seconds: (endedAt - began.at) / 1000, submitMs };
}

export function launch(env: Environment): ChildProcess {
  // Its standard output only greets.
  return fork(SCRIPT, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
}

export async function untilReady(api: Api, children: ChildProcess[]): Promise<void> {
  for (const deadline = Date.now() + START_LIMIT_MS; Date.now() < deadline; await sleep(100)) {
    if (children.some(({ exitCode }) => exitCode !== null)) throw new Error('The service ended before it was ready');
    if (await api.call('GET', '/health/ready').catch(() => null)) return;
  }
  throw new Error('The service was not ready in time');
}

/** When the batch's last image was settled, as milliseconds since 1970. */
async function untilEnded(api: Api, id: string, images: number): Promise<number> {
  for (;;) {
    await sleep(ASK_EVERY_MS);
    const batch = await api.call<Batch>('GET', `/api/batches/${id}`);
    if (batch.endedAt === null) continue;
    if (batch.images.succeeded < images)
      throw new Error(`Only ${batch.images.succeeded} of ${images} images succeeded`);
    return Date.parse(batch.endedAt);
  }
}

/** The service's HTTP API, as any program outside would call it. */
export class Api {
  private readonly url: string;
  private readonly token: string;

  constructor(url: string, token = '') {
    this.url = url;
    this.token = token;
  }

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' };
    const response = await fetch(this.url + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  /** Bytes of an answer that is read and forgotten. */
  async size(path: string): Promise<number> {
    const response = await fetch(this.url + path, { headers: { authorization: `Bearer ${this.token}` } });
    let bytes = 0;
    for await (const chunk of response.body ?? []) bytes += (chunk as Uint8Array).length;
    return bytes;
  }

  /** With a connection to that bucket. */
  async newAccount({ operators }: Pick<Settings, 'operators'>, bucket: BucketSettings): Promise<Account> {
    const operator = new Api(this.url, operators[0].token);
    const account = { name: 'Benchmark', email: 'benchmark@example.com', plan: 'agency' };
    const { key } = await operator.call<{ key: string }>('POST', '/api/admin/accounts', account);
    const api = new Api(this.url, key);
    const connection = await api.call<{ id: string }>('POST', '/api/connections', { name: 'benchmark', ...bucket });
    return { api, connection: connection.id };
  }
}
