import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import { Webhook } from 'standardwebhooks';

export interface ReceivedMessage {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver of webhooks that keeps what it got; `answer` decides the status of each message. */
export async function startReceiver(answer: (count: number) => number = () => 204) {
  const messages: ReceivedMessage[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      messages.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(answer(messages.length)).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/hook`,
    messages,
    /** The messages as the public library reads them: throws when a signature does not fit. */
    verified: <T>(secret: string) =>
      messages.map(({ headers, body }) => new Webhook(secret).verify(body, headers as Record<string, string>) as T),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
