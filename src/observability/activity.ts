import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { beginSpan, type Span } from './traces.js';

/** What something is about. They stand in every line that is logged meanwhile. */
export interface Ids {
  requestId?: string;
  batchId?: string;
  imageId?: string;
  eventId?: string;
}

/** Where a request comes from. */
export interface Origin {
  address: string;
  userAgent: string | null;
}

interface Activity {
  ids: Ids;
  span: Span | null;
  origin: Origin | null;
}

const activities = new AsyncLocalStorage<Activity>();

/** The ids of what is being done at this point, and of its trace. */
export function idsOfNow(): Ids & { traceId?: string } {
  const now = activities.getStore();
  return { ...now?.ids, ...(now?.span && { traceId: now.span.traceId }) };
}

/** Where the request comes from in whose name something is done at this point; null when none is. */
export function originOfNow(): Origin | null {
  return activities.getStore()?.origin ?? null;
}

/** What a row keeps so that whoever goes on with it goes on with the trace (W3C `traceparent`); null without one. */
export function traceparentOfNow(): string | null {
  return activities.getStore()?.span?.traceparent ?? null;
}

/**
 * Does `work` under a name: its lines in the log carry the ids, and in a trace it is a span.
 * @param parent a `traceparent` that a row kept; without one it belongs to what is being done here, if that is traced
 */
export async function activity<T>(
  name: string,
  ids: Ids,
  work: () => Promise<T>,
  parent: string | null = null,
): Promise<T> {
  const before = activities.getStore();
  const above = parent ?? before?.span ?? null;
  const span = above === null ? null : beginSpan(name, ids, above);
  try {
    return await activities.run({ ids: { ...before?.ids, ...ids }, span, origin: before?.origin ?? null }, work);
  } catch (error) {
    span?.fail(error);
    throw error;
  } finally {
    span?.end();
  }
}

/** Whole ones of browsers are shorter. */
const MAX_USER_AGENT = 300;

/** Asked all day long by machines; their traces would be all there is. */
const NOT_TRACED = /^\/(health|metrics)\b/;

/** Only requests begin traces, or go on with one that their caller began. */
export function aroundRequest(server: FastifyInstance, routeOf: (request: FastifyRequest) => string): void {
  const open = new WeakMap<FastifyRequest, Activity>();
  server.addHook('onRequest', (request, _, done) => {
    const ids = { requestId: request.id };
    const route = routeOf(request);
    const given = request.headers.traceparent;
    const above = typeof given === 'string' ? given : null;
    const span = NOT_TRACED.test(route) ? null : beginSpan(`${request.method} ${route}`, ids, above);
    const userAgent = request.headers['user-agent']?.slice(0, MAX_USER_AGENT) ?? null;
    const now = { ids, span, origin: { address: request.ip, userAgent } };
    open.set(request, now);
    activities.run(now, done);
  });
  // A body arrives in the name of its connection, so what comes behind it is told again whose it is.
  server.addHook('preValidation', (request, _, done) => {
    const now = open.get(request);
    if (now) activities.run(now, done);
    else done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    open.get(request)?.span?.end({ 'http.response.status_code': reply.statusCode });
    done();
  });
}
