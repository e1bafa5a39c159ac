import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { ApiError } from '../errors.js';
import { hasBody } from './body-budget.js';
import { isJson } from './json-body.js';

/** Requests whose senders wait to be told that their body is wanted, with what tells them. */
const waiting = new WeakMap<IncomingMessage, ServerResponse>();
/** Requests that expect something else than that. */
const unheardOf = new WeakSet<IncomingMessage>();

/**
 * `Expect: 100-continue`. Node alone would ask for the body before anybody looked at the head. Here a sender is told to go on when
 * its body is about to be read. A refusal that comes first is the only answer, and Node ends the connection with it.
 */
export function heedExpectations(server: FastifyInstance): void {
  const { server: http } = server;
  http.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (hasBody(request)) waiting.set(request, response);
    http.emit('request', request, response);
  });
  http.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    unheardOf.add(request);
    http.emit('request', request, response);
  });
  server.addHook('onRequest', ({ raw }, _, done) => {
    done(unheardOf.has(raw) ? ApiError.field('Expect', 'expected 100-continue or no such header') : undefined);
  });
}

/** Asks for JSON that Fastify will read for the route. Runs after everything else that may refuse a body by its head. */
export function askForBodies(server: FastifyInstance): void {
  server.addHook('preParsing', ({ raw, headers, routeOptions }, _, payload, done) => {
    const isTooLarge = Number(headers['content-length'] ?? 0) > routeOptions.bodyLimit;
    if (isJson(headers) && !isTooLarge) askForBody(raw);
    done(null, payload);
  });
}

/** For a reader of its own: tells the sender, should it wait for that, that its body is read now. */
export function askForBody(request: IncomingMessage): void {
  const response = waiting.get(request);
  waiting.delete(request);
  if (response && !response.headersSent && !response.destroyed) response.writeContinue();
}
