import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from '../../common/crypto.js';
import { ApiError } from '../../common/errors.js';
import { callerAddress } from '../../common/http/caller-address.js';
import { RateLimiterService } from '../../limits/rate-limiter.service.js';

const MINUTE = 60;

/** How often a password may be tried. */
export const PACE = {
  /** From a device that the person is known on. Nobody else uses this up. */
  device: { limit: 10, seconds: 5 * MINUTE },
  /** From one network, for whatever addresses. */
  network: { limit: 60, seconds: 5 * MINUTE },
  /** For one e-mail address, from all unknown devices together: so many at once … */
  atOnce: { limit: 10, seconds: 15 * MINUTE },
  /** … and then one after the other. */
  slowly: { limit: 1, seconds: 10 },
};
const MAX_WAIT_MS = 20_000;
const RETRY_AFTER_SECONDS = 10;
/** Requests of one process that wait, with nothing but a socket in their hands. */
const MAX_WAITING = 500;

type Waiting = Map<string, (passes: boolean) => void>;

/**
 * Guessing a password is slow, and never keeps its owner out. A device they are known on passes by itself. From any other, when
 * many have tried, a try waits for its turn; each network has one place, and whose turn it is, is drawn by lot, so a stranger with
 * one network takes every other turn at most. So an address is guessed for at most 100 times in 15 minutes, 9,600 times a day, by
 * however many.
 */
@Injectable()
export class SignInPaceService implements BeforeApplicationShutdown {
  private readonly queues = new Map<string, Waiting>();
  private waiting = 0;
  private isStopping = false;

  constructor(private readonly limiter: RateLimiterService) {}

  /** Resolves when the password may be looked at. @throws ApiError `rate_limited` */
  async turn(email: string, address: string, device: string | null): Promise<void> {
    if (device && (await this.limiter.takeAlways(`sign-in:device:${device}`, PACE.device)).allowed) return;
    const network = callerAddress(address);
    const { allowed, reset } = await this.limiter.takeAlways(`sign-in:network:${network}`, PACE.network);
    if (!allowed) throw new ApiError('rate_limited', { retryAfter: reset });
    const target = sha256(email);
    if ((await this.limiter.takeAlways(`sign-in:at-once:${target}`, PACE.atOnce)).allowed) return;
    if (!(await this.wait(target, network))) throw new ApiError('rate_limited', { retryAfter: RETRY_AFTER_SECONDS });
  }

  beforeApplicationShutdown(): void {
    this.isStopping = true;
    for (const queue of this.queues.values()) for (const pass of queue.values()) pass(false);
  }

  private wait(target: string, network: string): Promise<boolean> {
    const queue: Waiting = this.queues.get(target) ?? new Map();
    if (this.isStopping || queue.has(network) || this.waiting >= MAX_WAITING) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => pass(false), MAX_WAIT_MS);
      const pass = (passes: boolean) => {
        clearTimeout(timer);
        queue.delete(network);
        this.waiting -= 1;
        resolve(passes);
      };
      queue.set(network, pass);
      this.waiting += 1;
      if (this.queues.has(target)) return;
      this.queues.set(target, queue);
      void this.serve(target, queue);
    });
  }

  /** Gives turns to those that wait for one target, until nobody waits. */
  private async serve(target: string, queue: Waiting): Promise<void> {
    while (queue.size > 0) {
      const { allowed, reset } = await this.limiter.takeAlways(`sign-in:slowly:${target}`, PACE.slowly);
      const drawn = [...queue.values()][Math.floor(Math.random() * queue.size)];
      if (allowed) drawn?.(true);
      else await sleep(Math.min(reset, 1) * 1_000);
    }
    this.queues.delete(target);
  }
}
