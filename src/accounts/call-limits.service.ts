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
 * Limits calls of an account to what its plan gives. All its keys count together, so that a new key is no new limit. Its people count
 * separately, so that a runaway program keeps nobody from deleting its key. Only the database knows whose a key is and which plan it has.
 * The result of the previous call is reused, so that the database and Redis can be asked at the same time.
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
