import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { obey } from './control.ts';
import { StripeRefusal } from './errors.ts';
import { readForm } from './form.ts';
import { page } from './pages.ts';
import { StripeStandIn, type StandInOptions } from './stand-in.ts';

const KEEP_ALIVE_MS = 65_000;

interface Kept {
  request: string;
  status: number;
  body: string;
}

interface RunningStandIn {
  standIn: StripeStandIn;
  port: number;
  url: string;
  stop(): Promise<void>;
}

/**
 * An HTTP server that speaks the part of Stripe's API that the service uses, signs and sends events, and has a clock of
 * its own. `POST /stand-in/<order>` makes things happen (control.ts); its addresses of checkouts and portals are pages
 * with buttons.
 */
export async function startStripeStandIn(options: StandInOptions, port = 0): Promise<RunningStandIn> {
  const server = createServer();
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const standIn = new StripeStandIn(options, address);
  const door = new Door(standIn);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => void door.serve(request, response));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    standIn,
    url: address(),
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      standIn.deliveries.stop();
      server.close();
      server.closeAllConnections();
    },
  };
}

class Door {
  private readonly answers = new Map<string, Kept>();

  private readonly standIn: StripeStandIn;

  constructor(standIn: StripeStandIn) {
    this.standIn = standIn;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(request.url ?? '/', 'http://stand-in');
    const body = await text(request).catch(() => '');
    try {
      const { method = 'GET' } = request;
      if (pathname.startsWith('/stand-in/')) {
        const json: unknown = body ? JSON.parse(body) : {};
        return send(response, 200, JSON.stringify(await obey(this.standIn, pathname.slice(10), json)));
      }
      const shown = page(this.standIn, method, pathname, new URLSearchParams(body).get('action') ?? '');
      if (shown && 'html' in shown)
        return void response.writeHead(200, { 'content-type': 'text/html' }).end(shown.html);
      if (shown) return void response.writeHead(303, { location: shown.location }).end();
      await sleep(this.standIn.latencyMs);
      const kept = this.call(request, method, pathname, method === 'GET' ? search.slice(1) : body);
      return send(response, kept.status, kept.body, kept.replayed ? { 'idempotent-replayed': 'true' } : {});
    } catch (error) {
      const refusal =
        error instanceof StripeRefusal ? error : new StripeRefusal(500, String(error), { type: 'api_error' });
      return send(response, refusal.status, JSON.stringify(refusal));
    }
  }

  /** One call of the API. With an `Idempotency-Key` it is done once, and answered alike afterwards. */
  private call(request: IncomingMessage, method: string, path: string, form: string): Kept & { replayed: boolean } {
    this.insistOnKey(request);
    const header = method === 'POST' ? request.headers['idempotency-key'] : undefined;
    const key = typeof header === 'string' ? header : null;
    const asked = `${method} ${path} ${form}`;
    const known = key === null ? undefined : this.answers.get(key);
    if (known && known.request !== asked) {
      const message =
        'Keys for idempotent requests can only be used with the same parameters they were first used with.';
      throw new StripeRefusal(400, message, { type: 'idempotency_error' });
    }
    if (known) return { ...known, replayed: true };
    const answer = this.standIn.api.answer(method, path, readForm(form));
    const kept = { request: asked, status: 200, body: JSON.stringify(answer) };
    if (key !== null) this.answers.set(key, kept);
    return { ...kept, replayed: false };
  }

  private insistOnKey({ headers }: IncomingMessage): void {
    if (headers.authorization !== `Bearer ${this.standIn.options.secretKey}`) {
      throw new StripeRefusal(401, 'Invalid API Key provided');
    }
    if (!/^\d{4}-\d\d-\d\d/.test(String(headers['stripe-version'] ?? ''))) {
      throw new StripeRefusal(400, 'The stand-in expects the version of the API in Stripe-Version');
    }
  }
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': `req_${randomUUID()}`, ...headers });
  response.end(body);
}
