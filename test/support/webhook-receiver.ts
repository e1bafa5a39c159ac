import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { Webhook } from 'standardwebhooks';
import { stoppable } from './leftovers.js';
import { until } from './until.js';

export interface ReceivedMessage {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A status, or a function that answers by itself, whenever and however it likes. */
export type ReceiverAnswer = number | ((response: ServerResponse) => void);

/** A receiver of webhooks that keeps what it got; `answer` decides what each message is answered. */
export async function startReceiver(answer: (count: number, message: ReceivedMessage) => ReceiverAnswer = () => 204) {
  const messages: ReceivedMessage[] = [];
  const open = { now: 0, most: 0 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    open.most = Math.max(open.most, ++open.now);
    response.on('close', () => (open.now -= 1));
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const message = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      messages.push(message);
      const answered = answer(messages.length, message);
      if (typeof answered === 'number') response.writeHead(answered).end();
      else answered(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/hook`,
    messages,
    /** Waits for so many messages. */
    received: (count: number) =>
      until(
        () => messages.length,
        (length) => length >= count,
      ),
    /** Messages in hand now, and the most there ever were at once. */
    open,
    ids: () => messages.map(({ headers }) => String(headers['webhook-id'])),
    /** The messages as the public library reads them: throws when a signature does not fit. */
    verified: <T>(secret: string) =>
      messages.map(({ headers, body }) => new Webhook(secret).verify(body, headers as Record<string, string>) as T),
    close: stoppable(async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }),
  };
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
