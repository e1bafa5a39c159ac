import { Transform, type Readable } from 'node:stream';
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { isFree } from '../../config/plans.js';
import { ApiError } from '../errors.js';
import { callerAddress } from './caller-address.js';
import type { CallerRequest } from './callers.js';
import { SharedBytes, type ByteHolder, type HeldBytes } from '../shared-bytes.js';

const MEGABYTE = 1024 * 1024;

/** In each process. A known caller may have one of the largest bodies under way, and some small ones. */
const OF_ACCOUNTS = { total: 68 * MEGABYTE, share: 17 * MEGABYTE };
const OF_STRANGERS = { total: 16 * MEGABYTE, share: 2 * MEGABYTE };
/** Up to this size the whole length counts at once. Longer bodies, and those without a length, count byte by byte as they come. */
const COUNTED_WHOLE_BYTES = 64 * 1024;

/** Whether a request says that it has a body. */
export function hasBody({ headers }: CallerRequest['raw']): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Bounds what the unfinished bodies of all requests take, for each caller and for the process. Runs after the caller is found.
 * @param refuse answers that the service is busy, on the connection of a body that gives way to others, and ends it
 */
export function budgetBodies(server: FastifyInstance, refuse: (response: ServerResponse) => void): void {
  const ofAccounts = new SharedBytes(OF_ACCOUNTS);
  const ofStrangers = new SharedBytes(OF_STRANGERS);
  server.addHook('preParsing', (request: CallerRequest, { raw: response }, payload, done) => {
    const { raw, caller } = request;
    if (!hasBody(raw) || isForm(request)) return done(null, payload);
    const isKnown = caller !== undefined || request.admittedTo === 'operator';
    // Somebody who hung up while it was looked up who they are closes no second time, and would never give anything back.
    if (raw.destroyed || response.destroyed || response.closed) return done(new ApiError('busy'));
    const held = (isKnown ? ofAccounts : ofStrangers).hold(holderOf(request), () => refuse(response));
    const length = Number(request.headers['content-length'] ?? Infinity);
    // A stranger's declared length reserves nothing: heads are cheaper to send than bodies.
    if (!isKnown || length > COUNTED_WHOLE_BYTES) {
      const counted = metered(payload as Readable, held);
      // What was refused without being read has no end of its own.
      response.once('close', () => counted.destroy());
      return done(null, counted);
    }
    // A body that has arrived is cut no more.
    raw.once('end', held.end);
    response.once('close', held.end);
    done(held.add(length) ? null : new ApiError('busy'), payload);
  });
}

function holderOf({ caller, admittedTo, ip }: CallerRequest): ByteHolder {
  if (caller) return { owner: caller.accountId, isFree: isFree(caller.plan) };
  return admittedTo === 'operator' ? { owner: 'operator', isFree: false } : { owner: callerAddress(ip), isFree: true };
}

/** Forms are read by their route as they come, a few at once. */
function isForm({ headers }: CallerRequest): boolean {
  return /^multipart\//i.test(headers['content-type'] ?? '');
}

/** The same bytes, counted until the body is whole or has broken off. */
function metered(payload: Readable, held: HeldBytes): Transform {
  const counted = new Transform({
    transform(chunk: Buffer, _, next) {
      if (held.add(chunk.length)) next(null, chunk);
      else next(new ApiError('busy'));
    },
  });
  // A request that is refused by its length alone is never read, so nobody else listens.
  counted.on('error', () => {});
  counted.once('close', () => {
    held.end();
    payload.unpipe(counted);
    payload.resume();
  });
  payload.once('error', (error: Error) => counted.destroy(error));
  payload.once('close', () => {
    if (!(payload as { complete?: boolean }).complete) counted.destroy(new Error('The body broke off'));
  });
  return payload.pipe(counted);
}
