import { statement } from '../database/database.service.js';

export type Phase = 'events' | 'sessions' | 'checkouts' | 'customers' | 'forget';

/** A round of looking for what was missed. Its `started_at` is of the clock that credits are decided by. */
export interface ReconcileRow {
  id: string;
  phase: Phase;
  cursor: string | null;
  /** Objects made at Stripe after this are looked at. */
  since: Date;
  started_at: Date;
}

/** When the last round began an hour ago, a new one does; one at a time. $1 id. */
export const beginReconcile = statement(
  'billing.begin-reconcile',
  `INSERT INTO billing_reconciles (id, started_at) SELECT $1, credit_clock()
   WHERE NOT EXISTS (SELECT FROM billing_reconciles WHERE ended_at IS NULL)
     AND NOT EXISTS (SELECT FROM billing_reconciles WHERE started_at > credit_clock() - interval '1 hour')
   ON CONFLICT DO NOTHING`,
);

/**
 * The round that is under way, unless another process has it; for five minutes. It looks back four days, and over the
 * time nobody looked before, thirty days at most: Stripe keeps events no longer.
 */
export const takeReconcile = statement(
  'billing.take-reconcile',
  `UPDATE billing_reconciles r SET lease_until = clock_timestamp() + interval '5 minutes'
   WHERE ended_at IS NULL AND (lease_until IS NULL OR lease_until < clock_timestamp())
   RETURNING id, phase, cursor, started_at, greatest(r.started_at - interval '30 days',
     least(r.started_at - interval '4 days', coalesce(
       (SELECT max(b.started_at) FROM billing_reconciles b WHERE b.ended_at IS NOT NULL AND b.error IS NULL)
         - interval '1 hour', '-infinity'))) AS since`,
);

/** How far it came. $1 id, $2 phase, $3 cursor, $4 looked at, $5 healed. */
export const advanceReconcile = statement(
  'billing.advance-reconcile',
  `UPDATE billing_reconciles SET phase = $2, cursor = $3, looked = looked + $4, healed = healed + $5, lease_until = NULL,
     error = NULL
   WHERE id = $1 AND ended_at IS NULL`,
);

/** $1 id. */
export const endReconcile = statement(
  'billing.end-reconcile',
  'UPDATE billing_reconciles SET ended_at = clock_timestamp(), lease_until = NULL, error = NULL WHERE id = $1 AND ended_at IS NULL',
);

/** It goes on from where it was, a minute later. $1 id, $2 what went wrong. */
export const interruptReconcile = statement(
  'billing.interrupt-reconcile',
  `UPDATE billing_reconciles SET error = $2, lease_until = clock_timestamp() + interval '1 minute' WHERE id = $1 AND ended_at IS NULL`,
);

/** $1 round, $2 account, $3 what changed. */
export const noteHeal = statement(
  'billing.note-heal',
  'INSERT INTO billing_heals (reconcile_id, account_id, changes) VALUES ($1, $2, $3)',
);

/** Rounds that are older than 90 days, with what they healed. */
export const forgetReconciles = statement(
  'billing.forget-reconciles',
  `WITH gone AS (DELETE FROM billing_reconciles WHERE ended_at < clock_timestamp() - interval '90 days' RETURNING id)
   DELETE FROM billing_heals WHERE reconcile_id IN (SELECT id FROM gone)`,
);
