/**
 * The child process that runs the embedded servers, so that they never share an event loop with the service.
 * Its standing order: serve what the first message asks for, and stop everything when the channel to the service closes.
 */
import { join } from 'node:path';
import { CUSTOMERS_BUCKET } from './customers-bucket.js';
import { lockDataDir } from './data-dir-lock.js';
import { startOpenAiStandIn } from './openai-stand-in/server.js';
import { startPostgres } from './postgres.js';
import { startS3 } from './s3/server.js';
import type { Ports, RunningServer, ServerName, StartReport, StartRequest } from './server-messages.js';
import { startValkey } from './valkey.js';

const BUCKETS = ['fluxbatch', CUSTOMERS_BUCKET];
const running = new Map<ServerName, RunningServer>();
const stopping = new AbortController();

// The service decides when the servers stop; signals meant for a whole group of processes are not for them.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('uncaughtException', (error) => {
  console.error(error);
  void stopAndExit(1);
});

const started = requested().then(start);
process.once('disconnect', () => void stopAndExit(0));
started.catch(async (error: Error) => {
  await report({ failed: error.message });
  await stopAndExit(1);
});

function requested(): Promise<StartRequest> {
  return new Promise((resolve, reject) => {
    process.once('message', resolve);
    process.once('disconnect', () => reject(new Error('The service ended before it asked for anything')));
  });
}

async function start(request: StartRequest): Promise<void> {
  if (request.servers.some(keepsData)) await lockDataDir(request.dataDir, stopping.signal);
  const starts = request.servers.map(async (server) => running.set(server, await startServer(server, request)));
  const failed = (await Promise.allSettled(starts)).find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  const ports: Ports = Object.fromEntries([...running].map(([server, { port }]) => [server, port]));
  await report({ ready: ports });
}

function keepsData(server: ServerName): boolean {
  return server === 'postgres' || server === 's3';
}

function startServer(server: ServerName, request: StartRequest): Promise<RunningServer> {
  switch (server) {
    case 'postgres':
      return startPostgres({
        directory: join(request.dataDir, 'postgres'),
        passwordFile: join(request.dataDir, 'postgres-password'),
        password: request.postgresPassword,
        durable: request.durable,
        stopping: stopping.signal,
      });
    case 'valkey':
      return startValkey();
    case 's3':
      return startS3(join(request.dataDir, 's3'), BUCKETS);
    case 'openai':
      return startOpenAiStandIn();
  }
}

async function report(message: StartReport): Promise<void> {
  if (!process.connected) return;
  await new Promise((resolve) => process.send?.(message, undefined, undefined, resolve));
}

async function stopAndExit(code: number): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  await started.catch(() => {});
  const stops = [...running.values()].map((server) => server.stop());
  for (const outcome of await Promise.allSettled(stops)) {
    if (outcome.status === 'rejected') console.error(outcome.reason);
  }
  process.exit(code);
}
