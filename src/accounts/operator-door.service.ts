import { Inject, Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { sameSecret } from '../common/crypto.js';
import { ApiError } from '../common/errors.js';
import { callerAddress } from '../common/http/caller-address.js';
import type { Actor, CallerRequest } from '../common/http/callers.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { RateLimiterService } from '../limits/rate-limiter.service.js';

/** Wrong tokens from one network that are logged one by one. Later ones are refused without a log line for a while. */
export const WRONG_TOKENS = { limit: 30, seconds: 300 };
const REMEMBERED = 10_000;

/**
 * Lets operators in by their tokens, and limits and logs wrong ones. The right one always opens: a stranger behind the same balancer
 * must not be able to keep the operator out, and no rate of guesses reaches a token of 16 random characters.
 */
@Injectable()
export class OperatorDoorService {
  private readonly logger = new Logger('operators');
  /** Until when wrong tokens are refused in silence, by network. */
  private readonly closed = new LRUCache<string, number>({ max: REMEMBERED });

  constructor(
    private readonly limiter: RateLimiterService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws ApiError `unauthorized`, `rate_limited` */
  async require({ headers: { authorization = '' }, ip }: CallerRequest): Promise<Actor> {
    // Compares with every token, so that the time does not reveal whose it is.
    const [operator] = this.settings.operators.filter(({ token }) => sameSecret(authorization, `Bearer ${token}`));
    if (operator) return { kind: 'operator', id: operator.name };
    // A caller that sends nothing guesses nothing.
    if (authorization === '') throw new ApiError('unauthorized');
    const network = callerAddress(ip);
    const closedFor = (this.closed.get(network) ?? 0) - Date.now();
    if (closedFor > 0) throw new ApiError('rate_limited', { retryAfter: Math.ceil(closedFor / 1000) });
    this.logger.warn(`A wrong token for /api/admin from ${ip}`);
    const { allowed, reset } = await this.limiter.takeAlways(`operator:network:${network}`, WRONG_TOKENS);
    if (allowed) throw new ApiError('unauthorized');
    this.closed.set(network, Date.now() + reset * 1000);
    throw new ApiError('rate_limited', { retryAfter: reset });
  }
}
