/** Receivers of webhooks in a process of their own: what the path says decides how they answer. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const DRIP_MS = 500;

const server = createServer((request, response) => {
  request.resume().on('end', () => answer(request.url ?? '', response));
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit(0));

function answer(path: string, response: ServerResponse): void {
  if (path.startsWith('/hang')) return;
  if (!path.startsWith('/drip')) return void response.writeHead(204).end();
  response.writeHead(200);
  const drip = setInterval(() => response.write('.'), DRIP_MS);
  response.on('close', () => clearInterval(drip));
}
