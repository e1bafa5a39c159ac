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
/** Callers whose plan is remembered: about 100 bytes each. */
const REMEMBERED = 10_000;

/**
 * Limits calls by key, or by person and account, to what the plan gives. Which plan that is, only the database knows; so that
 * Redis need not be asked behind it, the plan of the call before is taken for both to be asked at once.
 */
@Injectable()
export class CallLimitsService {
  private readonly plans = new LRUCache<string, PlanName>({ max: REMEMBERED });

  constructor(
    private readonly limiter: RateLimiterService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Counts a call while `find` looks for who makes it. Nobody is counted who is not found.
   * @throws ApiError `rate_limited`
   */
  async around<T extends { plan: PlanName }>(
    subject: string,
    reply: FastifyReply,
    find: () => Promise<T | null>,
  ): Promise<T | null> {
    const expected = this.plans.get(subject);
    const [found, early] = await Promise.all([find(), expected && this.take(subject, expected)]);
    if (!found) {
      this.plans.delete(subject);
      return null;
    }
    const verdict = expected === undefined ? await this.take(subject, found.plan) : early;
    this.plans.set(subject, found.plan);
    if (verdict) tell(reply, verdict);
    return found;
  }

  private async take(subject: string, plan: PlanName): Promise<RateVerdict | null> {
    const limit = this.settings.catalogue.plans[plan].requestsPerMinute;
    return limit === null ? null : this.limiter.take(`calls:${subject}`, { limit, seconds: SECONDS });
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
