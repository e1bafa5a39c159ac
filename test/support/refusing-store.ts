import { once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serversEnvironment } from './environment.js';

/** The S3 emulator behind a door that may refuse calls of one kind, or leave them without an answer. */
export async function openRefusingStore() {
  const emulator = new URL(serversEnvironment().S3_ENDPOINT ?? '');
  const door = {
    /** Of the `count`-th object since it was opened. */
    refuses: (_count: number) => true,
    /** Whose calls are refused; others are passed on. */
    method: 'PUT',
    /** It answers nothing instead. */
    hangs: false,
    status: 403,
    code: 'AccessDenied',
    endpoint: '',
    /** Or a byte now and then. */
    drips: false,
    /** Of its kind, refused or not. */
    calls: 0,
    refused: 0,
    close: () => {},
  };
  const server = createServer((given, answer) => {
    if (given.method === door.method && door.refuses((door.calls += 1))) {
      door.refused += 1;
      given.resume();
      if (door.hangs && door.drips) drip(answer);
      if (door.hangs) return;
      const text = `<?xml version="1.0"?><Error><Code>${door.code}</Code><Message>No</Message></Error>`;
      given.on('end', () => answer.writeHead(door.status, { 'content-type': 'application/xml' }).end(text));
      return;
    }
    const { method, url: path, headers } = given;
    const passed = request({ host: emulator.hostname, port: emulator.port, method, path, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 500, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    given.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  door.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  door.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return door;
}

function drip(answer: ServerResponse): void {
  answer.writeHead(200, { 'content-length': '100000', etag: '"dripping"' });
  const timer = setInterval(() => answer.write('x'), 500);
  answer.on('close', () => clearInterval(timer));
}
