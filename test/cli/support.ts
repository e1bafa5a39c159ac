import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { until } from '../support/until.js';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** The command in a process of its own, as from a script: no terminal on any side. */
export function startCommand(environment: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, ['--no-warnings', MAIN, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', FLUXBATCH_API_KEY: '', FLUXBATCH_URL: '', ...environment },
  });
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (bytes: Buffer) => (printed[name] += bytes.toString('utf8')));
  }
  return {
    interrupt: () => child.kill('SIGINT'),
    answer: (line: string) => child.stdin.write(`${line}\n`),
    /** Waits until it has said so on stderr, so many times. */
    says: (words: string, times = 1) =>
      until(
        () => printed.stderr,
        (stderr) => stderr.split(words).length > times,
      ),
    async end() {
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, ...printed };
    },
  };
}

/** Runs a command to its end. */
export function command(environment: Record<string, string>, ...args: string[]) {
  return startCommand(environment, ...args).end();
}

/**
 * A bad line to a service: of the first POST the service's answer is lost, the second is answered 429, the others pass.
 * Tells the `Idempotency-Key` of each.
 */
export async function startBadLine(service: string) {
  const keys: (string | undefined)[] = [];
  const server = createServer(async (request, response) => {
    const { method = 'GET', url, headers } = request;
    const isPost = method === 'POST';
    if (isPost) keys.push(headers['idempotency-key'] as string);
    if (isPost && keys.length === 2) {
      response.writeHead(429, { 'retry-after': '1' }).end('{"error":"Too many requests","code":"rate_limited"}');
      return;
    }
    const body = isPost ? await text(request) : undefined;
    const names = ['authorization', 'content-type', 'idempotency-key'];
    const passed = Object.fromEntries(names.flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : [])));
    const answer = await fetch(service + url, { method, headers: passed, body });
    const given = await answer.text();
    if (isPost && keys.length === 1) request.socket.destroy();
    else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(given);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
