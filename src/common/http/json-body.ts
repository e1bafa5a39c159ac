import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../errors.js';
import { jsonProblem } from './json-shape.js';
import type { DeclaredRoutes } from './routes.js';

/** A batch may name 10,000 keys of up to 1,024 bytes. */
export const MAX_BATCH_BYTES = 16 * 1024 * 1024;
/** Limit of every other body that only accounts may send. The longest useful one has some kilobytes. */
const MAX_BODY_BYTES = 256 * 1024;
/** Limit of a body that anybody may send: an e-mail address, a password, a token. */
const MAX_STRANGERS_BYTES = 16 * 1024;

/** What a route says of its bodies, with `@RouteConfig`. */
export interface BodyRules {
  /** The handler is given the bytes as they came, to check a signature over them. */
  rawBody?: boolean;
  maxBytes?: number;
  /** Values of all kinds in the JSON. */
  maxValues?: number;
}

/** Batches name keys by the thousand. */
export const BATCH_BODY: BodyRules = { maxBytes: MAX_BATCH_BYTES, maxValues: 25_000 };
const MAX_VALUES = 2_500;
/** A batch with everything that can be said has four. */
const MAX_DEPTH = 16;
/** A key of 1,024 bytes with each of them escaped. Later checks of a text see no more than that. */
const MAX_TEXT_BYTES = 8 * 1024;

/** Every other type is refused, or read by a route of its own. */
export function isJson({ 'content-type': type = '' }: IncomingHttpHeaders): boolean {
  return /^application\/json\b/i.test(type);
}

/** Each route takes no more than its longest useful body. Call it before any route is made. */
export function limitBodies(server: FastifyInstance, routes: DeclaredRoutes): void {
  server.addHook('onRoute', (route) => {
    const { maxBytes } = (route.config ?? {}) as BodyRules;
    const [method = ''] = [route.method].flat();
    const audience = routes.of(method, route.url)?.audience;
    route.bodyLimit = maxBytes ?? (audience === 'anybody' ? MAX_STRANGERS_BYTES : MAX_BODY_BYTES);
  });
}

/**
 * JSON bodies, looked at before they are parsed. With one kindness: many clients name the type also on a POST that
 * has no body, such as `…/cancel`. Fastify alone would refuse that; a route that needs a body still says so.
 */
export function acceptJsonBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeContentTypeParser(['application/json', 'text/plain']);
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    const { rawBody, maxValues = MAX_VALUES } = (request as FastifyRequest).routeOptions.config as BodyRules;
    if (rawBody) return done(null, body);
    if (body.length === 0) return done(null, undefined);
    const problem = jsonProblem(body, { depth: MAX_DEPTH, values: maxValues, text: MAX_TEXT_BYTES });
    if (problem) return done(ApiError.field('body', problem), undefined);
    void parse(request as FastifyRequest, body.toString(), done);
  });
}
