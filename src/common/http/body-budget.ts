import { Transform, type Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { ApiError } from '../errors.js';
import { callerAddress } from './caller-address.js';
import type { CallerRequest } from './callers.js';

const MEGABYTE = 1024 * 1024;

/** Bytes of bodies that have not arrived whole. */
export interface Pool {
  /** In this process. */
  total: number;
  /** Of one caller. */
  share: number;
}

/** A known caller may have one of the largest bodies under way, and some small ones. */
const OF_ACCOUNTS: Pool = { total: 68 * MEGABYTE, share: 17 * MEGABYTE };
const OF_STRANGERS: Pool = { total: 16 * MEGABYTE, share: 2 * MEGABYTE };
/** Up to this size the whole length counts at once. Longer bodies, and those without a length, count byte by byte as they come. */
const COUNTED_WHOLE_BYTES = 64 * 1024;

/** Counts bytes by caller, and keeps them within bounds. */
export class BodyBudget {
  private readonly held = new Map<string, number>();
  private sum = 0;

  constructor(private readonly pool: Pool) {}

  /** False when there is no room for so many bytes more. */
  take(owner: string, bytes: number): boolean {
    const own = (this.held.get(owner) ?? 0) + bytes;
    if (own > this.pool.share || this.sum + bytes > this.pool.total) return false;
    this.held.set(owner, own);
    this.sum += bytes;
    return true;
  }

  give(owner: string, bytes: number): void {
    const own = (this.held.get(owner) ?? 0) - bytes;
    if (own > 0) this.held.set(owner, own);
    else this.held.delete(owner);
    this.sum -= bytes;
  }

  get bytes(): number {
    return this.sum;
  }
}

/** Whether a request says that it has a body. */
export function hasBody({ headers }: CallerRequest['raw']): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Bounds what the unfinished bodies of all requests take, for each caller and for the process. Runs after the caller is found. */
export function budgetBodies(server: FastifyInstance): void {
  const ofAccounts = new BodyBudget(OF_ACCOUNTS);
  const ofStrangers = new BodyBudget(OF_STRANGERS);
  server.addHook('preParsing', (request: CallerRequest, { raw: response }, payload, done) => {
    if (!hasBody(request.raw) || isForm(request)) return done(null, payload);
    const [budget, owner] = request.caller
      ? [ofAccounts, request.caller.accountId]
      : request.admittedTo === 'operator'
        ? [ofAccounts, 'operator']
        : [ofStrangers, callerAddress(request.ip)];
    // Somebody who hung up while it was looked up who they are closes no second time, and would never give anything back.
    if (request.raw.destroyed || response.destroyed || response.closed) return done(new ApiError('busy'));
    const length = Number(request.headers['content-length'] ?? Infinity);
    // A stranger's declared length reserves nothing: heads are cheaper to send than bodies.
    if (budget === ofStrangers || length > COUNTED_WHOLE_BYTES) {
      const counted = metered(payload as Readable, budget, owner);
      // What was refused without being read has no end of its own.
      response.once('close', () => counted.destroy());
      return done(null, counted);
    }
    if (!budget.take(owner, length)) return done(new ApiError('busy'));
    response.once('close', () => budget.give(owner, length));
    done(null, payload);
  });
}

/** Forms are read by their route as they come, a few at once. */
function isForm({ headers }: CallerRequest): boolean {
  return /^multipart\//i.test(headers['content-type'] ?? '');
}

/** The same bytes, counted until the body is whole or has broken off. */
function metered(payload: Readable, budget: BodyBudget, owner: string): Transform {
  let taken = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, next) {
      if (!budget.take(owner, chunk.length)) return next(new ApiError('busy'));
      taken += chunk.length;
      next(null, chunk);
    },
  });
  // A request that is refused by its length alone is never read, so nobody else listens.
  counted.on('error', () => {});
  counted.once('close', () => {
    budget.give(owner, taken);
    payload.unpipe(counted);
    payload.resume();
  });
  payload.once('error', (error: Error) => counted.destroy(error));
  payload.once('close', () => {
    if (!(payload as { complete?: boolean }).complete) counted.destroy(new Error('The body broke off'));
  });
  return payload.pipe(counted);
}
