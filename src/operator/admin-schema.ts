import { z } from 'zod';
import { emailAddress } from '../accounts/members.service.js';
import { pageQuery, plainText } from '../common/http/validation.js';
import { PLAN_CHANGE_ALLOWANCES, PLAN_NAMES } from '../config/plans.js';

/** Periods are counted from the anchor in months; no account is older than the service's idea of the past. */
const EARLIEST_ANCHOR = new Date('2000-01-01T00:00:00Z');

const anchor = z.iso
  .datetime({ offset: true, error: 'expected a time such as 2026-01-31T12:00:00Z' })
  .transform((text) => new Date(text))
  .refine((time) => time <= new Date(), 'expected a time in the past')
  .refine((time) => time >= EARLIEST_ANCHOR, `expected a time after ${EARLIEST_ANCHOR.toISOString()}`);

const plan = z.enum(PLAN_NAMES);
const domain = z
  .string()
  .max(253)
  .transform((text) => text.toLowerCase())
  .refine((text) => z.email().safeParse(`a@${text}`).success, 'expected a domain such as example.com');

/** `POST /api/admin/accounts` */
export const newAccount = z.strictObject({
  name: plainText(100),
  email: z.email().max(254),
  plan,
  anchor: anchor.optional(),
});
export type NewAccount = z.infer<typeof newAccount>;

/** `GET /api/admin/accounts`; `search` is a whole id, or a part of a name or an e-mail address. */
export const accountsQuery = pageQuery.extend({ search: plainText(100).optional() });
export type AccountsQuery = z.infer<typeof accountsQuery>;

/**
 * `PATCH /api/admin/accounts/:id`; what is left out stays. `periodEnd` keeps the plan that is paid for until its period
 * is over. `allowance` says what the running period grants when the plan changes at once: each plan's share of the time, or all of
 * the new plan's allowance; left out, it is PLAN_CHANGE_ALLOWANCE. A suspended account's calls are refused, and the batches that it has open are canceled for good. People with addresses
 * of `ssoDomain`, and all who work in the account, sign in through OpenID Connect only; null takes it back.
 * `aiDollarsPerDay` is what the AI may cost for the account on one day (UTC), in US dollars; null: AI_DOLLARS_PER_ACCOUNT_DAY.
 */
export const accountChange = z
  .strictObject({
    plan: plan.optional(),
    at: z.enum(['now', 'periodEnd']).default('now'),
    allowance: z.enum(PLAN_CHANGE_ALLOWANCES, `expected ${PLAN_CHANGE_ALLOWANCES.join(' or ')}`).optional(),
    suspended: z.boolean().optional(),
    ssoDomain: domain.nullable().optional(),
    aiDollarsPerDay: z.number().positive().max(1_000_000).nullable().optional(),
  })
  .refine(
    ({ plan, suspended, ssoDomain, aiDollarsPerDay }) =>
      [plan, suspended, ssoDomain, aiDollarsPerDay].some((given) => given !== undefined),
    'expected plan, suspended, ssoDomain or aiDollarsPerDay',
  )
  .refine(({ plan, at, allowance }) => allowance === undefined || (plan !== undefined && at === 'now'), {
    error: 'goes with a plan that changes now',
    path: ['allowance'],
  });
export type AccountChange = z.infer<typeof accountChange>;

const MOST_CREDITS = 1_000_000_000;
const credits = z.int().min(1).max(MOST_CREDITS);
const reference = plainText(200);

/** `POST /api/admin/accounts/:id/topups`; each reference counts once. */
export const newTopup = z.strictObject({ credits, reference });
export type NewTopup = z.infer<typeof newTopup>;

/** `POST /api/admin/accounts/:id/topup-reversals`: takes back credits of the top-up granted under `topup`. */
export const newReversal = z.strictObject({ credits, reference, topup: reference });
export type NewReversal = z.infer<typeof newReversal>;

/** `POST /api/admin/accounts/:id/topup-reinstatements`: undoes the reversal with that reference. */
export const newReinstatement = z.strictObject({ reversal: reference });
export type NewReinstatement = z.infer<typeof newReinstatement>;

/**
 * `POST /api/admin/accounts/:id/adjustments`: credits added to what the running period grants, or below zero taken of it. Each
 * reference counts once. The account reads the reason.
 */
export const newAdjustment = z.strictObject({
  credit: z.enum(['compression', 'ai']),
  amount: z
    .int()
    .min(-MOST_CREDITS)
    .max(MOST_CREDITS)
    .refine((amount) => amount !== 0, 'expected another number than 0'),
  reason: plainText(500),
  reference,
});
export type NewAdjustment = z.infer<typeof newAdjustment>;

/** `POST /api/admin/people/reset-sign-in` */
export const signInReset = z.strictObject({ email: emailAddress });
export type SignInResetRequest = z.infer<typeof signInReset>;

/** `POST /api/admin/reseal`; `after` is the `next` of the answer before. */
export const resealRequest = z.strictObject({ after: plainText(1_000).optional() });
export type ResealRequest = z.infer<typeof resealRequest>;
