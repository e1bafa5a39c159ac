import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import type { Caller } from '../common/http/callers.js';
import { SharedPlaces } from '../common/shared-places.js';
import { isFree } from '../config/plans.js';
import { RECEIVED_AT_ONCE, RECEIVED_AT_ONCE_BY_ACCOUNT, RECEIVING_TURN_MS } from './limits.js';

/** Bounds the requests whose bodies are received at once in this process, and with them the memory that takes. */
@Injectable()
export class UploadSlotsService {
  private readonly places = new SharedPlaces({
    places: RECEIVED_AT_ONCE,
    share: RECEIVED_AT_ONCE_BY_ACCOUNT,
    turnMs: RECEIVING_TURN_MS,
  });

  /**
   * @param work is to end when the signal is aborted: the slot is another account's then
   * @throws ApiError `busy` when there is no slot, or the slot was taken away
   */
  async hold<T>({ accountId, plan }: Caller, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const held = this.places.take({ owner: accountId, isFree: isFree(plan) });
    if (!held) throw new ApiError('busy');
    try {
      return await work(held.signal);
    } catch (error) {
      throw held.signal.aborted ? new ApiError('busy') : error;
    } finally {
      held.leave();
    }
  }
}
