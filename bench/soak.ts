/**
 * `npm run test:long -- soak --minutes 30`: each role in a process of its own under a mixed load: batches, uploads, webhooks, and
 * `GET /api/usage` 50 times a second, whose times are given beside those of a service with nothing else to do. Fails when a call
 * failed, a batch ended badly, no webhook came, or the audit does not hold; memory is for people to judge.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { startOwnServers } from './service/own-servers.ts';
import { Api, end, launch, untilReady } from './service/service-side.ts';
import { freePort } from '#service/dev/free-port.js';
import { startCannedS3 } from '../stand-ins/canned-s3.ts';
import { compressFiles, submitBatches } from './soak/load.ts';
import { pollUsage, type Polled } from './soak/poll-usage.ts';
import { RoleMemory } from './soak/role-memory.ts';

const IDLE_MS = 20_000;
const ROLES = ['api', 'worker', 'scheduler'];
/** The last webhooks are still on their way. */
const LAST_MESSAGES_MS = 10_000;

const say = (line: string) => process.stdout.write(`${line}\n`);
const cleanups: (() => unknown)[] = [];

async function soak(minutes: number): Promise<string[]> {
  const { environment, settings, stop } = await startOwnServers({ LOG_LEVEL: 'error' });
  cleanups.push(stop);
  const s3 = await startCannedS3();
  cleanups.push(() => s3.stop());
  const port = await freePort();
  const children = ROLES.map((ROLE) => launch({ ...environment, PORT: String(port), ROLE }));
  cleanups.push(() => Promise.all(children.map(end)));
  const url = `http://${settings.host}:${port}`;
  await untilReady(new Api(url), children);
  const canned = {
    ...settings.ownBucket,
    endpoint: s3.endpoint,
    bucket: 'canned',
    accessKeyId: 'a',
    secretAccessKey: 'a',
  };
  const operator = new Api(url, settings.operators[0].token);
  const account = { name: 'Soak', email: 'soak@example.com', plan: 'agency' };
  const { key } = await operator.call<{ key: string }>('POST', '/api/admin/accounts', account);
  const api = new Api(url, key);
  const connection = await api.call<{ id: string }>('POST', '/api/connections', { name: 'soak', ...canned });
  const messages = await receiveWebhooks(api);

  const idle = await pollUsage(url, key, AbortSignal.timeout(IDLE_MS));
  const memory = new RoleMemory(pidsOf(children));
  const signal = AbortSignal.timeout(minutes * 60_000);
  const [loaded, batches, uploads] = await Promise.all([
    pollUsage(url, key, signal),
    submitBatches(api, connection.id, signal),
    compressFiles(url, key, signal),
  ]);
  for (let waited = 0; messages.count < batches.done && waited < LAST_MESSAGES_MS; waited += 100) await pause(100);
  say(`${minutes} minutes: ${batches.done} batches, ${uploads.done} uploads, ${messages.count} webhooks`);
  say(`GET /api/usage idle:   ${described(idle)}\nGET /api/usage loaded: ${described(loaded)}`);
  for (const { role, quarters } of memory.end()) say(`${role}: ${quarters.join(', ')} MB at most in each quarter`);
  // Behind the figures: half an hour is not lost because the audit cannot be had.
  const audit = await operator.call<{ ok: boolean }>('GET', '/api/admin/audit');
  return [
    ...[idle, loaded, batches, uploads].flatMap(({ errors }) => errors),
    ...(messages.count < batches.done ? [`${batches.done} batches ended and ${messages.count} webhooks came`] : []),
    ...(audit.ok ? [] : ['the audit does not hold']),
  ];
}

function described({ requests, p50, p99, errors }: Polled): string {
  return `${requests} requests, p50 ${p50} ms, p99 ${p99} ms, ${errors.length} errors`;
}

async function receiveWebhooks(api: Api): Promise<{ count: number }> {
  const seen = new Set<string>();
  const messages = { count: 0 };
  const server = createServer((request, response) => {
    seen.add(String(request.headers['webhook-id']));
    messages.count = seen.size;
    request.resume();
    response.writeHead(204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await api.call('POST', '/api/webhooks', { url, events: ['batch.completed'] });
  return messages;
}

function pidsOf(children: ChildProcess[]): Map<string, number> {
  return new Map(children.map(({ pid }, n) => [ROLES[n] ?? '', pid ?? 0]));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
const minutes = Number(values.minutes);
try {
  if (!(minutes > 0)) throw new Error(`--minutes: expected a number above 0, not ${values.minutes}`);
  const problems = await soak(minutes);
  for (const problem of problems.slice(0, 10)) say(`not as it should be: ${problem}`);
  process.exitCode = problems.length > 0 ? 1 : 0;
} catch (error) {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
} finally {
  for (let undo = cleanups.pop(); undo; undo = cleanups.pop()) await undo();
}
