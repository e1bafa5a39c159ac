import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from '../../common/crypto.js';
import { ApiError } from '../../common/errors.js';
import { callerAddress, callerNeighbourhood } from '../../common/http/caller-address.js';
import { RateLimiterService } from '../../limits/rate-limiter.service.js';
import type { Rate } from '../../limits/rates.js';

const MINUTE = 60;

/** How often a password may be tried. */
export const PACE = {
  /** From a device that the person is known on. Nobody else uses this up. */
  device: { limit: 10, seconds: 5 * MINUTE },
  /** From one network, over all e-mail addresses. */
  network: { limit: 60, seconds: 5 * MINUTE },
  /** From all networks of a neighbourhood. */
  neighbourhood: { limit: 300, seconds: 5 * MINUTE },
  /** For one e-mail address, from all unknown devices together: first these at once … */
  atOnce: { limit: 10, seconds: 15 * MINUTE },
  /** … and then one after the other. */
  slowly: { limit: 1, seconds: 10 },
};
const MAX_WAIT_MS = 20_000;
const RETRY_AFTER_SECONDS = 10;
/** Requests that may wait in one process. Each holds only a socket. */
const MAX_WAITING = 500;

/** Those who wait for one target, by their network. */
type Waiting = Map<string, { neighbourhood: string; pass: (passes: boolean) => void }>;

/**
 * Guessing a password is slow, and never locks its owner out of the devices they are known on. Tries from other devices wait for
 * their turn once there have been many. Each waiting network has one place. A lot is drawn among the neighbourhoods that wait, then
 * among the networks of one, so a stranger takes every other turn at most, however many networks they have side by side. An address
 * gets 100 tries in 15 minutes, or 9,600 a day, however many devices take part.
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
    const [network, neighbourhood] = [callerAddress(address), callerNeighbourhood(address)];
    await this.count(`sign-in:network:${network}`, PACE.network);
    await this.count(`sign-in:neighbourhood:${neighbourhood}`, PACE.neighbourhood);
    const target = sha256(email);
    if ((await this.limiter.takeAlways(`sign-in:at-once:${target}`, PACE.atOnce)).allowed) return;
    if (!(await this.wait(target, network, neighbourhood)))
      throw new ApiError('rate_limited', { retryAfter: RETRY_AFTER_SECONDS });
  }

  beforeApplicationShutdown(): void {
    this.isStopping = true;
    for (const queue of this.queues.values()) for (const { pass } of queue.values()) pass(false);
  }

  private async count(name: string, rate: Rate): Promise<void> {
    const { allowed, reset } = await this.limiter.takeAlways(name, rate);
    if (!allowed) throw new ApiError('rate_limited', { retryAfter: reset });
  }

  private wait(target: string, network: string, neighbourhood: string): Promise<boolean> {
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
      queue.set(network, { neighbourhood, pass });
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
      if (allowed) draw(queue)?.pass(true);
      else await sleep(Math.min(reset, 1) * 1_000);
    }
    this.queues.delete(target);
  }
}

function draw(queue: Waiting) {
  const waiting = [...queue.values()];
  const drawn = anyOf([...new Set(waiting.map(({ neighbourhood }) => neighbourhood))]);
  return anyOf(waiting.filter(({ neighbourhood }) => neighbourhood === drawn));
}

function anyOf<T>(things: T[]): T | undefined {
  return things[Math.floor(Math.random() * things.length)];
}
