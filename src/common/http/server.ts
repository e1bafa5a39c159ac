import type { Socket } from 'node:net';
import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import { ApiError, ERRORS } from '../errors.js';
import { newId } from '../ids.js';
import { requirePace, TOO_SLOW } from './body-pace.js';
import { ErrorFilter } from './error.filter.js';
import { heedExpectations } from './expectations.js';

/** Whoever sends a head or a body more slowly keeps a connection from others. */
const REQUEST_TIME_LIMIT_MS = 300_000;
/** What a caller may name their request; anything else gets a name of ours. */
const REQUEST_ID = /^[\w.:-]{1,100}$/;

/** How the HTTP server treats requests before a route is found. */
export function serverOptions(filter: ErrorFilter, trustedProxies: string[]): FastifyHttpOptions<Server> {
  return {
    requestTimeout: REQUEST_TIME_LIMIT_MS,
    // Node alone would refuse such a request without a word.
    http: { requireHostHeader: false },
    // A request that comes on a kept connection while it closes is answered like any other, as its last.
    return503OnClosing: false,
    trustProxy: trustedProxies.length > 0 ? trustedProxies : false,
    requestIdHeader: false,
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId('req');
    },
    // Before any hook runs, so what hooks add is added here.
    frameworkErrors: (error, request, reply) => {
      void reply.headers(commonHeaders(request.id));
      filter.answer(error, request as never, reply as never);
    },
    clientErrorHandler: answerClientError,
  };
}

/** What holds for every request: its id is answered, nothing is cached by others, its body comes in time. Before any route. */
export function addServerHooks(server: FastifyInstance): void {
  requirePace(server, refuseSlowBody);
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(commonHeaders(request.id));
    if (request.raw.httpVersion === '1.1' && request.headers.host === undefined) {
      return done(ApiError.field('Host', 'expected a Host header'));
    }
    // PostgreSQL knows no NUL, so nothing here is named with one.
    done(request.url.includes('%00') ? ApiError.field('url', 'expected text without NUL') : undefined);
  });
  heedExpectations(server);
  // Node alone hangs up.
  server.server.on('connect', (_, socket: Socket) => refuseOn(socket, new ApiError('not_found'), newId('req')));
}

/** What a process answers of itself, whatever its roles. */
const OWN_ROUTES = new Set(['/health/live', '/health/ready', '/metrics']);

/** A process without the API has no other routes. */
export function answerOnlyForItself(server: FastifyInstance): void {
  server.addHook('onRequest', ({ routeOptions }, _, done) => {
    done(OWN_ROUTES.has(routeOptions.url ?? '') ? undefined : new ApiError('not_found'));
  });
}

function commonHeaders(requestId: string): Record<string, string> {
  return { 'x-request-id': requestId, 'cache-control': 'private, no-cache' };
}

/** Bytes that are no HTTP, or a head over Node's limit of 16 kB, get the shape of every other error. */
function answerClientError(error: Error & { code?: string; rawPacket?: unknown }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const refusal =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new ApiError('too_large', { limit: 16 * 1024 }, 'The headers are too large')
      : ApiError.field('request', 'expected HTTP/1.1, sent within the time limit');
  const isHead = Buffer.isBuffer(error.rawPacket) && error.rawPacket.toString('latin1', 0, 5) === 'HEAD ';
  refuseOn(socket, refusal, newId('req'), isHead);
}

/** Nobody may have answered yet, because the reader of a body waits for its end. */
function refuseSlowBody({ socket, headersSent, req }: ServerResponse): void {
  if (headersSent) req.destroy();
  else if (socket) refuseOn(socket, ApiError.field('body', TOO_SLOW), newId('req'));
}

/** The connection of a body gives way to those of others. */
export function refuseBusy({ headersSent, socket, req }: ServerResponse): void {
  if (headersSent) req.destroy();
  else if (socket) refuseOn(socket, new ApiError('busy'), newId('req'));
}

/** An answer without a reply, and the end of the connection. To a HEAD it has no body. */
function refuseOn(socket: Socket, refusal: ApiError, requestId: string, isHead = false): void {
  const { status } = ERRORS[refusal.code];
  const body = JSON.stringify({ error: refusal.message, code: refusal.code, ...refusal.details });
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
    ...commonHeaders(requestId),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines].join('\r\n');
  if (socket.writable) socket.write(`${head}\r\n\r\n${isHead ? '' : body}`);
  socket.destroy();
}
