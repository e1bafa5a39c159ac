import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import { RECEIVED_AT_ONCE, RECEIVED_AT_ONCE_BY_ACCOUNT } from './limits.js';

/** Bounds the requests whose bodies are received at once in this process, and with them the memory that takes. */
@Injectable()
export class UploadSlotsService {
  private readonly held = new Map<string, number>();
  private total = 0;

  /** @throws ApiError `busy` when all slots are taken, or too many by this account */
  async hold<T>(accountId: string, work: () => Promise<T>): Promise<T> {
    const own = this.held.get(accountId) ?? 0;
    if (this.total >= RECEIVED_AT_ONCE || own >= RECEIVED_AT_ONCE_BY_ACCOUNT) throw new ApiError('busy');
    this.total += 1;
    this.held.set(accountId, own + 1);
    try {
      return await work();
    } finally {
      this.total -= 1;
      const left = (this.held.get(accountId) ?? 1) - 1;
      if (left > 0) this.held.set(accountId, left);
      else this.held.delete(accountId);
    }
  }
}
