import type { PlanName, TopupSize } from '../config/plans.js';
import type { Settings } from '../config/settings.js';

/** Fluximage's word for "unlimited" in `compressor_limit`. */
const UNLIMITED = 99_999;

/** `GET /api/usage`: Fluximage's fields, and ours (`period_*`, `*_reserved`: the part that running batches hold). */
export interface Usage extends PeriodView {
  plan: PlanName;
  ia_topup_credits: number;
  /** Top-ups that were taken back after they were spent; what comes in pays them first. */
  ia_topup_debt: number;
  ia_credits_remaining: number;
  canCompress: boolean;
  canUseIA: boolean;
  /** Addresses that start a checkout for a signed-in person; none without billing. */
  topups: { small: string | null; medium: string | null; large: string | null };
}

/** A period's figures, in the words of `Usage`. */
export interface PeriodView {
  plan: string;
  period_start: string;
  period_end: string;
  compressor_used: number;
  compressor_limit: number;
  compressor_reserved: number;
  ia_credits_used: number;
  ia_credits_monthly: number;
  ia_credits_reserved: number;
  /** `compressor_limit` and `ia_credits_monthly` say 99,999 of an unlimited allowance, which may also be a limit. */
  compressor_unlimited: boolean;
  ia_credits_unlimited: boolean;
  /** Used beyond earlier allowances, or taken by the operator beyond this one: what this period grants pays it first. */
  compressor_owed: number;
  ia_credits_owed: number;
  /** What the operator added to this period, or below zero took; the limits above have it. */
  compressor_adjusted: number;
  ia_credits_adjusted: number;
}

/** What balances and closed periods have in common. Limits: null is unlimited. */
export interface PeriodRow {
  plan: string;
  period_start: Date;
  period_end: Date;
  compression_limit: number | null;
  compression_used: number;
  compression_reserved: number;
  ai_limit: number | null;
  ai_used: number;
  ai_reserved: number;
  compression_carried: number;
  ai_carried: number;
  compression_adjusted: number;
  ai_adjusted: number;
}

/**
 * The balance row as read for usage. `over`: its period has ended and waits to be rolled. `granted`: the limit, or what of it
 * an unpaid period has granted so far, with the operator's adjustments.
 */
export interface BalanceRow extends PeriodRow {
  account_id: string;
  plan: PlanName;
  compression_granted: number | null;
  ai_granted: number | null;
  topup_balance: number;
  topup_reserved: number;
  topup_debt: number;
  seq: number;
  over: boolean;
}

/** The usage that a balance row means under the plan in force. */
export function usageOf(row: BalanceRow, { catalogue, stripe, publicUrl }: Settings): Usage {
  const { features } = catalogue.plans[row.plan];
  const checkout = (size: TopupSize) => (stripe ? `${publicUrl}/api/billing/topups/${size}` : null);
  const period = periodView(row, { compression: row.compression_granted, ai: row.ai_granted });
  const topup = row.topup_balance - row.topup_reserved;
  const compressorTaken = period.compressor_owed + period.compressor_used;
  // An unlimited allowance always has as much left as its word for unlimited says.
  const aiTaken = row.ai_limit === null ? 0 : period.ia_credits_owed + period.ia_credits_used;
  const aiRemaining = Math.max(0, period.ia_credits_monthly - aiTaken) + topup;
  return {
    ...period,
    plan: row.plan,
    ia_topup_credits: topup,
    ia_topup_debt: row.topup_debt,
    ia_credits_remaining: aiRemaining,
    canCompress: row.compression_limit === null || compressorTaken < period.compressor_limit,
    canUseIA: features.includes('ai') && (row.ai_limit === null || aiRemaining > 0),
    topups: { small: checkout('small'), medium: checkout('medium'), large: checkout('large') },
  };
}

/** What a period grants in all, of each kind; null is unlimited. */
type Granted = Record<'compression' | 'ai', number | null>;

/** A reservation counts as used until it is released. */
export function periodView(row: PeriodRow, granted: Granted = grantedInAll(row)): PeriodView {
  const compression = allowanceOf(granted.compression, row.compression_carried);
  const ai = allowanceOf(granted.ai, row.ai_carried);
  return {
    plan: row.plan,
    period_start: row.period_start.toISOString(),
    period_end: row.period_end.toISOString(),
    compressor_used: row.compression_used + row.compression_reserved,
    compressor_limit: compression.limit,
    compressor_reserved: row.compression_reserved,
    ia_credits_used: row.ai_used + row.ai_reserved,
    ia_credits_monthly: ai.limit,
    ia_credits_reserved: row.ai_reserved,
    compressor_unlimited: row.compression_limit === null,
    ia_credits_unlimited: row.ai_limit === null,
    compressor_owed: compression.owed,
    ia_credits_owed: ai.owed,
    compressor_adjusted: row.compression_adjusted,
    ia_credits_adjusted: row.ai_adjusted,
  };
}

function grantedInAll(row: PeriodRow): Granted {
  const sum = (limit: number | null, adjusted: number) => (limit === null ? null : limit + adjusted);
  return {
    compression: sum(row.compression_limit, row.compression_adjusted),
    ai: sum(row.ai_limit, row.ai_adjusted),
  };
}

/** An allowance is never less than nothing: what the operator took beyond it is owed. */
function allowanceOf(granted: number | null, carried: number): { limit: number; owed: number } {
  if (granted === null) return { limit: UNLIMITED, owed: carried };
  return { limit: Math.max(0, granted), owed: carried + Math.max(0, -granted) };
}
