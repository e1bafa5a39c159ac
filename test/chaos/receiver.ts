import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';

export const RECEIVER_FAULTS = ['error 500', 'hang', 'reset', 'lost answer'] as const;
export type ReceiverFault = (typeof RECEIVER_FAULTS)[number];

/** A message as it came, and whether it was answered with 2xx. */
export interface Arrival {
  headers: IncomingHttpHeaders;
  body: string;
  thanked: boolean;
}

export interface BatchEvent {
  type: string;
  data: { id: string; status: string; images: Record<string, number> };
}

/** A receiver of webhooks that is ill at times. */
export class Receiver {
  readonly arrivals: Arrival[] = [];
  private fault: ReceiverFault | null = null;
  private readonly held = new Set<ServerResponse>();
  private readonly server = createServer((request, response) => void this.receive(request, response));

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.server.listen(0, '127.0.0.1');
    await once(receiver.server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  async misbehave(kind: ReceiverFault, ms: number): Promise<void> {
    this.fault = kind;
    await sleep(ms);
    this.fault = null;
    for (const response of this.held) response.destroy();
    this.held.clear();
  }

  /** What was answered with 2xx, by `webhook-id`; throws when a signature does not fit, answered or not. */
  verified(secret: string): { id: string; event: BatchEvent }[] {
    const webhook = new Webhook(secret);
    const read = this.arrivals.map(({ headers, body, thanked }) => {
      const event = webhook.verify(body, headers as Record<string, string>) as BatchEvent;
      return { id: String(headers['webhook-id']), event, thanked };
    });
    return read.filter(({ thanked }) => thanked);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request).catch(() => null);
    if (body === null) return;
    const { fault } = this;
    this.arrivals.push({ headers: request.headers, body, thanked: fault === null });
    if (fault === null) response.writeHead(204).end();
    else if (fault === 'error 500') response.writeHead(500).end('ill');
    else if (fault === 'hang') this.held.add(response);
    // It did take the message, but the sender never hears of it.
    else if (fault === 'lost answer') response.socket?.resetAndDestroy();
    else response.writeHead(204, { 'content-length': 10 }).socket?.resetAndDestroy();
  }
}
