import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import { SharedPlaces } from '../common/shared-places.js';
import { RECEIVED_AT_ONCE, RECEIVED_AT_ONCE_BY_ACCOUNT } from './limits.js';

/** Bounds the requests whose bodies are received at once in this process, and with them the memory that takes. */
@Injectable()
export class UploadSlotsService {
  private readonly places = new SharedPlaces(RECEIVED_AT_ONCE, RECEIVED_AT_ONCE_BY_ACCOUNT);

  /**
   * @param work is to end when the signal is aborted: the slot is another account's then
   * @throws ApiError `busy` when there is no slot, or the slot was taken away
   */
  async hold<T>(accountId: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const held = this.places.take(accountId);
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
