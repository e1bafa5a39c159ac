import { Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';

/** Passwords that wait in one lane. Each takes about 0.1 s of a core, so the last waits some seconds. */
const MOST_WAITING = 30;
const RETRY_AFTER_SECONDS = 5;

interface Lane {
  waiting: number;
  last: Promise<unknown>;
}

/**
 * Checking a password is meant to be slow, so a crowd of wrong ones could take all cores. Each lane checks one at a time: a person on
 * a device they are known on never waits for strangers.
 */
@Injectable()
export class PasswordLanesService {
  private readonly lanes: Record<'known' | 'unknown', Lane> = {
    known: { waiting: 0, last: Promise.resolve() },
    unknown: { waiting: 0, last: Promise.resolve() },
  };

  /** @throws ApiError `busy` when too many wait */
  async check<T>(name: 'known' | 'unknown', work: () => Promise<T>): Promise<T> {
    const lane = this.lanes[name];
    if (lane.waiting >= MOST_WAITING) throw new ApiError('busy', { retryAfter: RETRY_AFTER_SECONDS });
    lane.waiting += 1;
    const mine = lane.last.then(work).finally(() => (lane.waiting -= 1));
    lane.last = mine.catch(() => {});
    return mine;
  }
}
