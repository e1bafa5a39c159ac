import { Agent, createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { listenOnLastingPort } from './door.js';

/** How a call goes wrong. */
export const HTTP_FAULTS = [
  'error 500',
  'throttle',
  'reset',
  'half request',
  'half answer',
  'lost answer',
  'drip',
  'hang',
  'nonsense',
] as const;
export type HttpFault = (typeof HTTP_FAULTS)[number];

/** What a server answers of its own accord: its own words for "internal error" and "slow down", and an answer of no use. */
export type OwnWords = Record<'error 500' | 'throttle' | 'nonsense', { status: number; type: string; body: string }>;

interface Answer {
  status: number;
  headers: string[];
  body: Buffer;
}

const PIECES = 12;
const PIECE_EVERY_MS = 400;

/** A server behind a line that can go bad. Bodies are held whole here: the pictures of a seed are small. */
export class FaultyHttp {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly server = createServer((request, response) => void this.serve(request, response));
  private fault: { kind: HttpFault; share: number } | null = null;
  private healed = new AbortController();
  private ownPort = 0;

  private constructor(
    private readonly target: number,
    private readonly words: OwnWords,
    /** Every call takes up to this long on its way, so that there is a middle to die in. */
    private readonly latencyMs: number,
  ) {}

  static async before(target: number, words: OwnWords, latencyMs: number): Promise<FaultyHttp> {
    const proxy = new FaultyHttp(target, words, latencyMs);
    proxy.ownPort = await listenOnLastingPort(proxy.server);
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.ownPort}`;
  }

  /** A share of all calls goes wrong for a while; calls that hang or drip then end. */
  async misbehave(kind: HttpFault, share: number, ms: number): Promise<void> {
    this.fault = { kind, share };
    await sleep(ms);
    this.fault = null;
    this.healed.abort();
    this.healed = new AbortController();
  }

  async close(): Promise<void> {
    this.agent.destroy();
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => {});
    try {
      const body = await buffer(request);
      await sleep(this.latencyMs * (0.25 + 0.75 * Math.random()));
      const kind = this.fault && Math.random() < this.fault.share ? this.fault.kind : null;
      await this.answer(kind, request, body, response);
    } catch {
      response.destroy();
    }
  }

  private async answer(
    kind: HttpFault | null,
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    switch (kind) {
      case 'error 500':
      case 'throttle':
      case 'nonsense':
        return say(response, this.words[kind]);
      case 'reset':
        return breakOff(response);
      case 'hang':
        await this.whileIll(Infinity);
        return breakOff(response);
      case 'half request':
        await this.pass(request, body, body.length / 2).catch(() => {});
        return breakOff(response);
      case 'lost answer':
        await this.pass(request, body);
        return breakOff(response);
      case 'half answer':
        return giveHalf(response, await this.pass(request, body));
      case 'drip':
        return this.drip(response, await this.pass(request, body));
      case null: {
        const { status, headers, body: answered } = await this.pass(request, body);
        response.writeHead(status, headers).end(answered);
      }
    }
  }

  /** Asks the server behind; with `sent` below the body's length it is left alone in the middle of the request. */
  private async pass({ method, url, rawHeaders }: IncomingMessage, body: Buffer, sent = body.length): Promise<Answer> {
    const headers = [...pairs(rawHeaders)].filter(([name]) => !/^(transfer-encoding|connection)$/i.test(name));
    const options = { host: '127.0.0.1', port: this.target, path: url, method, headers: headers.flat() };
    const outgoing = ask({ ...options, agent: sent < body.length ? false : this.agent });
    if (sent < body.length) {
      outgoing.on('error', () => {});
      outgoing.write(body.subarray(0, sent), () => outgoing.destroy());
      await once(outgoing, 'close');
    } else outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return { status: answer.statusCode ?? 502, headers: answer.rawHeaders, body: await buffer(answer) };
  }

  private async drip(response: ServerResponse, { status, headers, body }: Answer): Promise<void> {
    response.writeHead(status, headers);
    response.flushHeaders();
    const size = Math.ceil(body.length / PIECES) || 1;
    for (let at = 0; at < body.length && !response.destroyed; at += size) {
      response.write(body.subarray(at, at + size));
      await this.whileIll(PIECE_EVERY_MS);
    }
    response.end();
  }

  private async whileIll(ms: number): Promise<void> {
    await sleep(Math.min(ms, 600_000), undefined, { signal: this.healed.signal }).catch(() => {});
  }
}

function say(response: ServerResponse, { status, type, body }: OwnWords['throttle']): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

function breakOff(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

/** As much as makes the reader believe that all goes well. */
async function giveHalf(response: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  response.writeHead(status, headers);
  response.flushHeaders();
  response.write(body.subarray(0, body.length / 2));
  await sleep(30);
  breakOff(response);
}

function* pairs(flat: string[]): Generator<[string, string]> {
  for (let at = 0; at + 1 < flat.length; at += 2) yield [flat[at] ?? '', flat[at + 1] ?? ''];
}
