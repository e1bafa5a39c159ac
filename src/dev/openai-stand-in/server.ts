import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningServer } from '../server-messages.js';
import { completionFor, contentFor, obedientAnswer, refusalFor } from './answer.js';
import { Batches } from './batches.js';
import { Conditions } from './conditions.js';
import { OpenAiError } from './errors.js';
import { failure, Faults, type Fault } from './faults.js';
import { readMultipart } from './multipart.js';
import { lookAt, type Picture } from './picture.js';
import { readCompletionRequest, type CompletionRequest } from './request.js';

const BODY_LIMIT_BYTES = 20 * 1024 * 1024;
const FILE_LIMIT_BYTES = 210 * 1024 * 1024;
const REMEMBERED_REQUESTS = 50;
const KEEP_ALIVE_MS = 65_000;

/**
 * An HTTP server that speaks chat completions, files and batches, and describes pictures by their size and colours. For
 * tests, `POST /stand-in/faults` orders failures, `POST /stand-in/conditions` says how fast it is and how much it takes, and
 * `GET /stand-in/requests` tells what was asked.
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
  private readonly conditions = new Conditions();
  private readonly batches = new Batches(this.conditions, (body) => this.completionOf(body));
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
    const { pathname } = new URL(request.url ?? '/', 'http://stand-in');
    switch (`${request.method} ${pathname}`) {
      case 'POST /v1/chat/completions':
        return this.complete(request, response);
      case 'POST /stand-in/faults':
        this.faults.add(await readJson(request));
        return { ordered: true };
      case 'POST /stand-in/conditions':
        this.conditions.change(await readJson(request));
        return { changed: true };
      case 'GET /stand-in/requests':
        return this.seen();
      default:
        return this.fileOrBatch(request, pathname);
    }
  }

  /** The Batch API. */
  private async fileOrBatch(request: IncomingMessage, pathname: string): Promise<unknown> {
    insistOnKey(request);
    const [, version, kind, id = '', verb = ''] = pathname.split('/');
    switch (`${request.method} ${version}/${kind}${id && '/id'}${verb && `/${verb}`}`) {
      case 'POST v1/files':
        return this.batches.upload(
          readMultipart(request.headers['content-type'], await readBody(request, FILE_LIMIT_BYTES)),
        );
      case 'GET v1/files/id/content':
        return this.batches.content(id);
      case 'DELETE v1/files/id':
        return this.batches.remove(id);
      case 'POST v1/batches':
        return this.batches.create(await readJson(request));
      case 'GET v1/batches':
        return this.batches.list(new URL(request.url ?? '', 'http://stand-in').searchParams);
      case 'GET v1/batches/id':
        return this.batches.retrieve(id);
      case 'POST v1/batches/id/cancel':
        return this.batches.cancel(id);
      default:
        throw new OpenAiError(404, `Invalid URL (${request.method} ${request.url})`);
    }
  }

  private async complete(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    insistOnKey(request);
    const json = await readJson(request);
    this.conditions.count();
    if (this.conditions.latencyMs > 0) await hang(this.conditions.latencyMs, response);
    return this.completionOf(json, response);
  }

  /** @param response of a request of its own; none for a line of a batch */
  private async completionOf(json: unknown, response?: ServerResponse): Promise<unknown> {
    this.remember(json);
    const asked = readCompletionRequest(json);
    const picture = asked.picture && (await lookAt(asked.picture));
    const fault = this.faults.next();
    if (!fault) return completionFor(asked, picture);
    if ('hangMs' in fault || 'cut' in fault) {
      if (response) await ('cut' in fault ? cut(response) : hang(fault.hangMs, response));
      return completionFor(asked, picture);
    }
    return answerWith(fault, asked, picture);
  }

  private seen(): unknown {
    const { overLimit, mostInASecond } = this.conditions;
    return { count: this.count, overLimit, mostInASecond, ...this.batches.counts, requests: this.requests };
  }

  private remember(json: unknown): void {
    this.count += 1;
    this.requests.push(withoutImageBytes(json));
    if (this.requests.length > REMEMBERED_REQUESTS) this.requests.shift();
  }
}

function answerWith(
  fault: Exclude<Fault, { hangMs: number } | { cut: true }>,
  asked: CompletionRequest,
  picture: Picture | null,
): Record<string, unknown> {
  if ('status' in fault) throw failure(fault.status, fault.retryAfter, fault.code);
  if ('refusal' in fault) return refusalFor(asked, picture);
  if ('obey' in fault) return obedientAnswer(asked, picture);
  return contentFor(fault.content, fault.finishReason, asked, picture);
}

function insistOnKey(request: IncomingMessage): void {
  if (/^Bearer \S+$/.test(request.headers.authorization ?? '')) return;
  const message =
    "You didn't provide an API key. Provide it in an Authorization header (Authorization: Bearer YOUR_KEY).";
  throw new OpenAiError(401, message, { code: 'invalid_api_key' });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, BODY_LIMIT_BYTES);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new OpenAiError(400, 'We could not parse the JSON body of your request.');
  }
}

async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and dropped: a client that is still sending would not see the answer.
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) {
    throw new OpenAiError(413, `Maximum request size is ${limit} bytes.`, { code: 'request_too_large' });
  }
  return Buffer.concat(chunks);
}

function withoutImageBytes(json: unknown): unknown {
  const text = JSON.stringify(json, (_, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith('data:')) return value;
    const [kind, bytes = ''] = value.split(',');
    return `${kind},<${bytes.length} characters>`;
  });
  return JSON.parse(text);
}

/** Ends the connection in the middle of everything. */
async function cut(response: ServerResponse): Promise<never> {
  response.destroy();
  throw new Error('cut, as ordered');
}

/** Waits, unless the client goes away first. */
async function hang(ms: number, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  await sleep(ms, undefined, { signal: gone.signal });
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string>): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': `req_${randomUUID()}`, ...headers });
  response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
}
