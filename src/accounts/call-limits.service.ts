import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { FastifyReply } from 'fastify';
import { ApiError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { PlanName } from '../config/plans.js';
import type { Settings } from '../config/settings.js';
import { RateLimiterService } from '../limits/rate-limiter.service.js';
import type { RateVerdict } from '../limits/rates.js';

const SECONDS = 60;
/** Callers that are remembered: about 200 bytes each. */
const REMEMBERED = 10_000;

/** What a call is counted by, and how many of these its plan gives. */
interface Counted {
  counted: string;
  plan: PlanName;
}

/**
 * Limits calls of an account to what its plan gives: those of all its keys together, so that a new key is no new limit, and beside them those of its
 * people, so that a program that runs wild keeps nobody from deleting its key. Whose a key is and which plan that has, only the database knows; so that
 * Redis need not be asked behind it, what was found at the call before is taken for both to be asked at once.
 */
@Injectable()
export class CallLimitsService {
  private readonly known = new LRUCache<string, Counted>({ max: REMEMBERED });

  constructor(
    private readonly limiter: RateLimiterService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Counts a call while `find` looks for who makes it. Nobody is counted who is not found.
   * @throws ApiError `rate_limited`
   */
  async around<T extends Counted>(
    caller: string,
    reply: FastifyReply,
    find: () => Promise<T | null>,
  ): Promise<T | null> {
    const expected = this.known.get(caller);
    const [found, early] = await Promise.all([find(), expected && this.take(expected)]);
    if (!found) {
      this.known.delete(caller);
      return null;
    }
    const verdict = expected === undefined ? await this.take(found) : early;
    this.known.set(caller, { counted: found.counted, plan: found.plan });
    if (verdict) tell(reply, verdict);
    return found;
  }

  private async take({ counted, plan }: Counted): Promise<RateVerdict | null> {
    const limit = this.settings.catalogue.plans[plan].requestsPerMinute;
    return limit === null ? null : this.limiter.take(`calls:${counted}`, { limit, seconds: SECONDS });
  }
}

function tell(reply: FastifyReply, { allowed, limit, remaining, reset }: RateVerdict): void {
  void reply.headers({
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(reset),
  });
  if (!allowed) throw new ApiError('rate_limited', { limit, retryAfter: reset });
}
