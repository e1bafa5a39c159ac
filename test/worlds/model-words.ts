import type { Spending } from './spending.js';

export interface TopupMove {
  entry: 'grant' | 'reverse' | 'reinstate';
  amount: number;
  reference: string;
  topup: string;
}

/** What the operator added or took; a reference counts once. */
export interface ModelAdjustment {
  credit: 'compression' | 'ai';
  amount: number;
  reference: string;
  reason: string;
}

export interface LedgerEntry {
  entry: string;
  bucket: string;
  amount: number;
  period_no: number;
  batch_id: string | null;
  reference: string | null;
  topup: string | null;
  plan: string | null;
  credit_limit: number | null;
  actor: string | null;
  reason: string | null;
  /** Of what settles: the day it is counted under. */
  usage_day: string | null;
}

export function entryOf(
  entry: string,
  bucket: string,
  amount: number,
  periodNo: number,
  words: Partial<LedgerEntry> = {},
): LedgerEntry {
  const none = {
    batch_id: null,
    reference: null,
    topup: null,
    plan: null,
    credit_limit: null,
    actor: null,
    reason: null,
    usage_day: null,
  };
  return { entry, bucket, amount, period_no: periodNo, ...none, ...words };
}

export interface ModelEvent {
  type: string;
  data: object;
}

export type Verdict =
  | { verdict: 'period_over' }
  | { verdict: 'reserved'; images: number; seq: number }
  | {
      verdict: 'compression_over_budget' | 'ai_over_budget';
      credit: 'compression' | 'ai';
      required: number;
      available: number;
      budget: number;
      used: number;
      renewsAt: string;
      seq: number;
    }
  | { verdict: 'short'; credit: 'compression' | 'ai'; required: number; available: number; seq: number };

/** What a batch asks for, and for whom. */
export interface Wanted {
  compression: number;
  ai: number;
  inPart: boolean;
  spending: Spending;
}

/** Images that a settlement took, by how they ended. */
export type SettledImages = Record<'succeeded' | 'failed' | 'skipped' | 'canceled' | 'described', number>;
