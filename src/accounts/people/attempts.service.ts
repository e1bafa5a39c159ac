import { Injectable } from '@nestjs/common';
import { sha256 } from '../../common/crypto.js';
import { ApiError } from '../../common/errors.js';
import { RateLimiterService, type Rate } from '../../limits/rate-limiter.service.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** How often anybody may try, by the address of the caller and by the e-mail address they name. */
export const ATTEMPTS = {
  'sign-in': { address: { limit: 60, seconds: 5 * MINUTE }, email: { limit: 10, seconds: 5 * MINUTE } },
  'sign-up': { address: { limit: 30, seconds: HOUR }, email: { limit: 5, seconds: HOUR } },
  mail: { address: { limit: 30, seconds: HOUR }, email: { limit: 5, seconds: HOUR } },
  token: { address: { limit: 60, seconds: HOUR }, email: null },
  password: { address: { limit: 30, seconds: HOUR }, email: null },
} satisfies Record<string, { address: Rate; email: Rate | null }>;

/** Slows down who guesses passwords and tokens, or has mails sent to others. */
@Injectable()
export class AttemptsService {
  constructor(private readonly limiter: RateLimiterService) {}

  /** @throws ApiError `rate_limited`; one e-mail address is limited whoever names it */
  async take(kind: keyof typeof ATTEMPTS, address: string, email?: string): Promise<void> {
    const rates = ATTEMPTS[kind];
    const asked = [this.limiter.take(`${kind}:address:${address}`, rates.address)];
    if (email && rates.email) asked.push(this.limiter.take(`${kind}:email:${sha256(email)}`, rates.email));
    for (const verdict of await Promise.all(asked)) {
      if (verdict && !verdict.allowed) throw new ApiError('rate_limited', { retryAfter: verdict.reset });
    }
  }
}
