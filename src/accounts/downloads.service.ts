import { addAbortSignal, type Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ApiError } from '../common/errors.js';
import type { Caller } from '../common/http/callers.js';
import { SharedPlaces } from '../common/shared-places.js';
import { isFree } from '../config/plans.js';
import { StandingService } from './standing.service.js';

/** Each has a page of rows, or some of an object, in memory, for as long as its reader takes. */
export const MAX_DOWNLOADS = 64;
export const MAX_DOWNLOADS_OF_ACCOUNT = 16;
const TURN_MS = 60_000;
/** A reader that takes nothing for this long is gone. */
const STUCK_MS = 60_000;

/**
 * Reports and archives, which are sent as they are made. Their number is bounded, each account has its share, and each lasts only
 * while the reader has the right to it.
 */
@Injectable()
export class DownloadsService {
  private readonly places = new SharedPlaces({
    places: MAX_DOWNLOADS,
    share: MAX_DOWNLOADS_OF_ACCOUNT,
    turnMs: TURN_MS,
  });

  constructor(private readonly standing: StandingService) {}

  /** @throws ApiError `busy` */
  send<Stream extends Readable>(caller: Caller, reply: FastifyReply, stream: Stream): Stream {
    const held = this.places.take({ owner: caller.accountId, isFree: isFree(caller.plan) });
    if (!held) {
      stream.destroy();
      throw new ApiError('busy');
    }
    stream.once('close', held.leave);
    addAbortSignal(held.signal, stream);
    reply.raw.setTimeout(STUCK_MS, () => reply.raw.destroy());
    return this.standing.watchStream(caller, stream);
  }
}
