import { z } from 'zod';
import { pageOf, pageQuery } from '../common/http/validation.js';
import { LEDGER_BUCKETS, LEDGER_ENTRIES, type LedgerBucket, type LedgerEntryKind } from '../credits/ledger-words.js';
import type { LedgerRow } from './ledger.sql.js';

const time = z.iso
  .datetime({ offset: true, error: 'expected a time such as 2026-01-31T12:00:00Z' })
  .transform((text) => new Date(text));

export const LEDGER_FORMATS = ['json', 'csv', 'jsonl'] as const;
export type LedgerFormat = (typeof LEDGER_FORMATS)[number];

/** `GET /api/usage/ledger`: entries that were made at `from` or later and before `to`. */
export const ledgerQuery = pageQuery.extend({
  from: time.optional(),
  to: time.optional(),
  credit: z.enum(['compression', 'ai']).optional().describe('ai has the top-ups too'),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'expected the cursor of an earlier answer')
    .optional(),
  format: z
    .enum(LEDGER_FORMATS)
    .optional()
    .describe('csv or jsonl: all entries at once, oldest first, as with `Accept: text/csv` or `application/jsonl`'),
});
export type LedgerQuery = z.infer<typeof ledgerQuery>;

export interface LedgerEntryView {
  id: string;
  entry: LedgerEntryKind;
  bucket: LedgerBucket;
  amount: number;
  change: number;
  balance: number | null;
  periodNo: number;
  batchId: string | null;
  reference: string | null;
  /** Of an entry about an allowance: the plan, its limit afterwards (null is unlimited), who did it, and why. */
  plan: string | null;
  limit: number | null;
  actor: string | null;
  reason: string | null;
  createdAt: string;
}

export const ledgerResponse = pageOf(
  z.object({
    id: z.string(),
    entry: z.enum(LEDGER_ENTRIES),
    bucket: z.enum(LEDGER_BUCKETS),
    amount: z.int(),
    change: z
      .int()
      .describe(
        'What the entry adds to what is left; below zero: takes of it. What is used was taken when it was held',
      ),
    balance: z
      .int()
      .nullable()
      .describe(
        'What is left behind the entry: of the period’s allowance, or of the top-ups. Below zero is owed. Null: unlimited',
      ),
    periodNo: z.int(),
    batchId: z.string().nullable(),
    reference: z.string().nullable(),
    plan: z.string().nullable().describe('Of entries about an allowance: allowance, raise and lower'),
    limit: z
      .int()
      .nullable()
      .describe('Where plan is given: the limit after the entry; null is unlimited and counts as 0'),
    actor: z.string().nullable().describe('service, stripe or operator; the operator also sees which one'),
    reason: z.string().nullable(),
    createdAt: z.iso.datetime(),
  }) satisfies z.ZodType<LedgerEntryView>,
);

/** An entry for its account, or for the operator, who also sees which operator it was. */
export function ledgerView(row: LedgerRow, reader: 'account' | 'operator'): LedgerEntryView {
  return {
    id: String(row.id),
    entry: row.entry,
    bucket: row.bucket,
    amount: row.amount,
    change: row.change,
    balance: row.unlimited ? null : row.remaining,
    periodNo: row.period_no,
    batchId: row.batch_id,
    reference: row.reference,
    plan: row.plan,
    limit: row.credit_limit,
    actor: reader === 'operator' ? row.actor : (row.actor?.split(' ')[0] ?? null),
    reason: row.reason,
    createdAt: row.created_at.toISOString(),
  };
}

/** The columns of the CSV, in this order. */
export const LEDGER_COLUMNS = [
  'id',
  'createdAt',
  'periodNo',
  'bucket',
  'entry',
  'amount',
  'change',
  'balance',
  'batchId',
  'reference',
  'plan',
  'limit',
  'actor',
  'reason',
] as const satisfies (keyof LedgerEntryView)[];
