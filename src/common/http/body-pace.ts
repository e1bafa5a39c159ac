import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { hasBody } from './body-budget.js';

/** How slowly a body may come: this much on average, after a grace period. A phone on a bad line is faster. */
export const SLOWEST = { bytesPerSecond: 16 * 1024, graceMs: 10_000 };
const LOOK_EVERY_MS = 1_000;

export type Pace = typeof SLOWEST;

export const TOO_SLOW = `expected the body faster: ${SLOWEST.bytesPerSecond / 1024} kB a second, from ${SLOWEST.graceMs / 1000} s after it begins`;

/** How much longer to wait for a sender, from the bytes sent and the time taken. Negative for one that is too slow. */
export function patienceMs(bytes: number, waitedMs: number, { bytesPerSecond, graceMs }: Pace = SLOWEST): number {
  return graceMs + (bytes / bytesPerSecond) * 1000 - waitedMs;
}

/** Bodies whose reader watches the pace; see `watchesItsPace`. */
const lookedAfter = new WeakSet<IncomingMessage>();

/** For a reader that takes a body no faster than it can use it. It watches the pace itself, because the wait may be its own. */
export function watchesItsPace(request: IncomingMessage): void {
  lookedAfter.add(request);
}

/**
 * Cuts off bodies that come too slowly, also those of requests that were refused before they were read. A sender of a byte now
 * and then keeps a connection and memory from others. Register it before everything else.
 * @param refuse answers on the connection and ends it
 */
export function requirePace(server: FastifyInstance, refuse: (response: ServerResponse) => void, pace = SLOWEST): void {
  const open = new Map<IncomingMessage, { response: ServerResponse; since: number; before: number }>();
  const look = setInterval(() => {
    for (const [request, { response, since, before }] of open) {
      if (request.complete || request.destroyed || lookedAfter.has(request)) open.delete(request);
      else if (patienceMs(request.socket.bytesRead - before, Date.now() - since, pace) < 0) {
        open.delete(request);
        refuse(response);
      }
    }
  }, LOOK_EVERY_MS).unref();
  server.addHook('onRequest', ({ raw }, reply, done) => {
    if (hasBody(raw) && !raw.complete) {
      open.set(raw, { response: reply.raw, since: Date.now(), before: raw.socket.bytesRead });
      raw.once('close', () => open.delete(raw));
    }
    done();
  });
  server.addHook('onClose', (_, done) => {
    clearInterval(look);
    done();
  });
}
