import type { WorldPlan } from './plans.js';

export interface ModelPeriod {
  no: number;
  plan: WorldPlan;
  /** Highest step of each allowance that was told of. */
  told: { compression: number; ai: number };
}

export interface TopupMove {
  entry: 'grant' | 'reverse' | 'reinstate';
  amount: number;
  reference: string;
  topup: string;
}

export interface LedgerEntry {
  entry: string;
  bucket: string;
  amount: number;
  period_no: number;
  batch_id: string | null;
  reference: string | null;
  topup: string | null;
}

export interface ModelEvent {
  type: string;
  data: object;
}

export type Verdict =
  | { verdict: 'period_over' }
  | { verdict: 'reserved'; images: number; seq: number }
  | { verdict: 'short'; credit: 'compression' | 'ai'; required: number; available: number; seq: number };
