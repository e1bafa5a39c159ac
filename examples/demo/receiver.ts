import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Cleanup } from './cleanup.ts';

/** A webhook as it came in. */
export interface Received {
  headers: Record<string, string>;
  body: string;
}

/** The customer's side of a webhook: takes messages and believes none before its signature was checked. */
export class Receiver {
  private readonly received: Promise<Received>;
  private accept: (message: Received) => void = () => {};
  private readonly server = createServer((request, response) => void this.take(request, response));

  constructor() {
    this.received = new Promise((resolve) => (this.accept = resolve));
  }

  /** Answers the URL to register. */
  async start(cleanup: Cleanup): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    cleanup.add(async () => {
      this.server.close();
      this.server.closeAllConnections();
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  /** The first message; null when none comes in time. */
  async firstMessage(timeLimitMs: number, signal: AbortSignal): Promise<Received | null> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeLimitMs)]);
    const late = new Promise<null>((resolve) => {
      limit.addEventListener('abort', () => resolve(null), { once: true });
    });
    const message = await Promise.race([this.received, late]);
    signal.throwIfAborted();
    return message;
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    this.accept({
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(chunks).toString('utf8'),
    });
    response.writeHead(204).end();
  }
}

/** True when the public library for Standard Webhooks accepts the signature. */
export function isSignedWith(secret: string, { headers, body }: Received): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}
