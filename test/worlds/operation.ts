import type { Terms } from '../../src/billing/terms.js';
import type { ModelAdjustment } from './model-words.js';
import type { WorldPlan } from './plans.js';
import type { WorldKey } from './spending.js';

export type EndStatus = 'succeeded' | 'failed' | 'skipped' | 'canceled';

/** How one image ends, said by the worker that holds claim number `attempt`. */
export interface ImageEnd {
  image: number;
  attempt: number;
  status: EndStatus;
  described: boolean;
}

/**
 * Where a client or its connection dies, by the number of the statement it dies before: by a throw, by the server
 * ending the connection, or (`lost`) right behind the commit, so that the answer never arrives. It then tries again.
 */
export interface Crash {
  by: 'throw' | 'terminate' | 'lost';
  before: number;
}

/** A batch and its credits. Another `key` than the batch's own repeats somebody's key with another body. */
export interface ReserveOperation {
  kind: 'reserve';
  batch: number;
  images: number;
  ai: boolean;
  /** When not all fits: as many images as do. */
  inPart: boolean;
  key: string;
}

export type Action =
  | ReserveOperation
  | { kind: 'end'; batch: number; ends: ImageEnd[] }
  | { kind: 'retry'; batch: number; images: number[] }
  | { kind: 'settle'; batch: number }
  | { kind: 'settleLeftBehind'; limit: number }
  /** Cancels what has not ended and closes the reservation at once, releasing the rest. */
  | { kind: 'close'; batch: number }
  | { kind: 'roll' }
  | { kind: 'rollDue'; limit: number }
  | { kind: 'usage' }
  | { kind: 'announce' }
  | { kind: 'plan'; plan: WorldPlan; at: 'now' | 'periodEnd'; allowance?: 'full' | 'prorated' }
  /** What follows from a subscription: the anchor moves, the plan changes, a renewal is paid or not. */
  | { kind: 'terms'; terms: Terms }
  | { kind: 'grant'; credits: number; reference: string }
  | { kind: 'reverse'; credits: number; reference: string; topup: string }
  | { kind: 'reinstate'; reversal: string }
  | ({ kind: 'adjust' } & ModelAdjustment)
  | { kind: 'alerts'; percents: number[]; topups: number | null }
  /** What a key may use in a calendar month; null is no limit. */
  | { kind: 'budget'; key: WorldKey; compression: number | null; ai: number | null };

/** One call of one client. */
export type Operation = Action & { account: number; crash?: Crash };

/**
 * Operations that run at the same time, after the clock was put to `clock`. With `waitUntil` they are made to wait for
 * the account's row while the clock goes on to that instant: they must be decided by the time they get the row.
 */
export interface Round {
  clock: Date;
  waitUntil?: Date;
  operations: Operation[];
}

/** All that happens in one world; a function of its seed alone, so a seed says the same thing every time. */
export interface Scenario {
  seed: number;
  start: Date;
  /** Time zones of the database sessions. */
  zones: string[];
  accounts: { plan: WorldPlan; anchor: Date }[];
  rounds: Round[];
}

/** A line for people. */
export function describeRound({ clock, waitUntil, operations }: Round, number: number): string {
  const until = waitUntil ? `, waiting until ${waitUntil.toISOString()}` : '';
  const lines = operations.map(({ kind, account, ...rest }) => `  account ${account} ${kind} ${JSON.stringify(rest)}`);
  return [`round ${number} at ${clock.toISOString()}${until}: ${operations.length} at once`, ...lines].join('\n');
}
