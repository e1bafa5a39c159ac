import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningServer } from '../server-messages.js';
import { completionFor, refusalFor } from './answer.js';
import { OpenAiError } from './errors.js';
import { failure, Faults } from './faults.js';
import { lookAt } from './picture.js';
import { readCompletionRequest } from './request.js';

const BODY_LIMIT_BYTES = 20 * 1024 * 1024;
const REMEMBERED_REQUESTS = 50;
const KEEP_ALIVE_MS = 65_000;

/**
 * An HTTP server that speaks `POST /v1/chat/completions` and describes pictures by their size and colours. For tests,
 * `POST /stand-in/faults` orders failures and `GET /stand-in/requests` tells what was asked.
 */
export async function startOpenAiStandIn(): Promise<RunningServer> {
  const standIn = new OpenAiStandIn();
  const server = createServer((request, response) => void standIn.serve(request, response));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

class OpenAiStandIn {
  private readonly faults = new Faults();
  private readonly requests: unknown[] = [];
  private count = 0;

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = Date.now();
    try {
      const answer = await this.answer(request, response);
      send(response, 200, answer, { 'openai-processing-ms': String(Date.now() - began) });
    } catch (error) {
      if (response.destroyed) return;
      const refusal =
        error instanceof OpenAiError ? error : new OpenAiError(500, String(error), { type: 'server_error' });
      const { retryAfter } = refusal.details;
      send(response, refusal.status, refusal, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) });
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    switch (`${request.method} ${request.url}`) {
      case 'POST /v1/chat/completions':
        return this.complete(request, response);
      case 'POST /stand-in/faults':
        this.faults.add(await readJson(request));
        return { ordered: true };
      case 'GET /stand-in/requests':
        return { count: this.count, requests: this.requests };
      default:
        throw new OpenAiError(404, `Invalid URL (${request.method} ${request.url})`);
    }
  }

  private async complete(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    insistOnKey(request);
    const json = await readJson(request);
    this.remember(json);
    const asked = readCompletionRequest(json);
    const picture = asked.picture && (await lookAt(asked.picture));
    const fault = this.faults.next();
    if (!fault) return completionFor(asked, picture);
    if ('status' in fault) throw failure(fault.status, fault.retryAfter);
    if ('refusal' in fault) return refusalFor(asked, picture);
    await hang(fault.hangMs, response);
    return completionFor(asked, picture);
  }

  private remember(json: unknown): void {
    this.count += 1;
    this.requests.push(withoutImageBytes(json));
    if (this.requests.length > REMEMBERED_REQUESTS) this.requests.shift();
  }
}

function insistOnKey(request: IncomingMessage): void {
  if (/^Bearer \S+$/.test(request.headers.authorization ?? '')) return;
  const message =
    "You didn't provide an API key. Provide it in an Authorization header (Authorization: Bearer YOUR_KEY).";
  throw new OpenAiError(401, message, { code: 'invalid_api_key' });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and dropped: a client that is still sending would not see the answer.
    if (size <= BODY_LIMIT_BYTES) chunks.push(chunk);
  }
  if (size > BODY_LIMIT_BYTES) {
    throw new OpenAiError(413, `Maximum request size is ${BODY_LIMIT_BYTES} bytes.`, { code: 'request_too_large' });
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new OpenAiError(400, 'We could not parse the JSON body of your request.');
  }
}

function withoutImageBytes(json: unknown): unknown {
  const text = JSON.stringify(json, (_, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith('data:')) return value;
    const [kind, bytes = ''] = value.split(',');
    return `${kind},<${bytes.length} characters>`;
  });
  return JSON.parse(text);
}

/** Waits, unless the client goes away first. */
async function hang(ms: number, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  await sleep(ms, undefined, { signal: gone.signal });
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string>): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': `req_${randomUUID()}`, ...headers });
  response.end(JSON.stringify(body));
}
