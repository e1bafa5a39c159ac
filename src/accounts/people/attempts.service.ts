import { Injectable } from '@nestjs/common';
import { sha256 } from '../../common/crypto.js';
import { ApiError } from '../../common/errors.js';
import { callerAddress } from '../../common/http/caller-address.js';
import { RateLimiterService } from '../../limits/rate-limiter.service.js';
import type { Rate } from '../../limits/rates.js';
import { mailboxOf } from './origins.js';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** What a caller is counted by: the network they call from, the mailbox they name, the account or person they act for. */
interface Subjects {
  network?: string;
  mailbox?: string;
  account?: string;
  person?: string;
}
/** `beyond`: what still passes when the limit is reached. */
type Limit = Rate & { beyond?: Rate };
type Limits = Partial<Record<keyof Subjects, Limit[]>>;

/** Limits the mails that others can cause for a mailbox. Links it was already sent stay valid. */
const MAILED = [
  { limit: 5, seconds: HOUR },
  { limit: 10, seconds: DAY },
];
/** The link for a new password holds for an hour, so whoever is refused another has one that holds. */
const MAILED_ALWAYS: Limit[] = [MAILED[0]!, { ...MAILED[1]!, beyond: { limit: 1, seconds: HOUR } }];

/** How often anybody may try. */
export const ATTEMPTS = {
  'sign-up': { network: [{ limit: 30, seconds: HOUR }], mailbox: MAILED },
  mail: { network: [{ limit: 30, seconds: HOUR }], mailbox: MAILED_ALWAYS },
  invitation: {
    account: [
      { limit: 20, seconds: HOUR },
      { limit: 50, seconds: DAY },
    ],
    mailbox: [{ limit: 5, seconds: DAY }],
  },
  token: { network: [{ limit: 60, seconds: HOUR }] },
  password: { network: [{ limit: 30, seconds: HOUR }], person: [{ limit: 20, seconds: HOUR }] },
  factor: { network: [{ limit: 120, seconds: HOUR }] },
  notice: { mailbox: [{ limit: 20, seconds: DAY }] },
} satisfies Record<string, Limits>;

/** Slows down callers that guess tokens or have mails sent to others. */
@Injectable()
export class AttemptsService {
  constructor(private readonly limiter: RateLimiterService) {}

  /** @throws ApiError `rate_limited`; one mailbox is limited whoever names it, and however its address is written */
  async take(kind: keyof typeof ATTEMPTS, { network, mailbox, ...others }: Subjects): Promise<void> {
    const limits: Limits = ATTEMPTS[kind];
    const subjects: Subjects = {
      ...others,
      ...(network !== undefined && { network: callerAddress(network) }),
      ...(mailbox !== undefined && { mailbox: sha256(mailboxOf(mailbox)) }),
    };
    // One after the other: what the hour refuses does not use up the day.
    for (const [by, rates] of Object.entries(limits)) {
      for (const rate of rates) {
        const name = `${kind}:${by}:${rate.seconds}:${subjects[by as keyof Subjects]}`;
        let { allowed, reset } = await this.limiter.takeAlways(name, rate);
        if (!allowed && rate.beyond)
          ({ allowed, reset } = await this.limiter.takeAlways(`beyond:${name}`, rate.beyond));
        if (!allowed) throw new ApiError('rate_limited', { retryAfter: reset });
      }
    }
  }
}
