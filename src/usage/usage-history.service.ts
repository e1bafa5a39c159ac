import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { pageOf, pageQuery, toPage, type Page } from '../common/http/validation.js';
import { LEDGER_BUCKETS, LEDGER_ENTRIES, type LedgerBucket, type LedgerEntryKind } from '../credits/ledger-words.js';
import { periodView, type PeriodRow, type PeriodView } from '../credits/usage.js';
import { DatabaseService } from '../database/database.service.js';
import { period } from '../events/schemas/usage.js';
import { listEntries, listPeriods } from './usage-history.sql.js';

const time = z.iso
  .datetime({ offset: true, error: 'expected a time such as 2026-01-31T12:00:00Z' })
  .transform((text) => new Date(text));
const wholeNumber = z.string().regex(/^\d{1,15}$/, 'expected the cursor of an earlier answer');

/** `GET /api/usage/history`: periods that began at `from` or later and before `to`. */
export const historyQuery = pageQuery.extend({
  from: time.optional(),
  to: time.optional(),
  cursor: wholeNumber.optional(),
});
export type HistoryQuery = z.infer<typeof historyQuery>;
/** `GET /api/usage/ledger` */
export const ledgerQuery = pageQuery.extend({ cursor: wholeNumber.optional() });
export type LedgerQuery = z.infer<typeof ledgerQuery>;

export interface LedgerEntryView {
  id: string;
  entry: LedgerEntryKind;
  bucket: LedgerBucket;
  amount: number;
  periodNo: number;
  batchId: string | null;
  reference: string | null;
  /** Of an entry about an allowance: the plan, its limit afterwards (null is unlimited), what kind of actor did it, and why. */
  plan: string | null;
  limit: number | null;
  actor: string | null;
  reason: string | null;
  createdAt: string;
}

/** Both for the OpenAPI document. */
export const historyResponse = pageOf(period satisfies z.ZodType<PeriodView>);
export const ledgerResponse = pageOf(
  z.object({
    id: z.string(),
    entry: z.enum(LEDGER_ENTRIES),
    bucket: z.enum(LEDGER_BUCKETS),
    amount: z.int(),
    periodNo: z.int(),
    batchId: z.string().nullable(),
    reference: z.string().nullable(),
    plan: z.string().nullable().describe('Of entries about an allowance: allowance, raise and lower'),
    limit: z
      .int()
      .nullable()
      .describe('Where plan is given: the limit after the entry; null is unlimited and counts as 0'),
    actor: z.string().nullable().describe('service, stripe or operator'),
    reason: z.string().nullable(),
    createdAt: z.iso.datetime(),
  }) satisfies z.ZodType<LedgerEntryView>,
);

interface ClosedPeriodRow extends PeriodRow {
  period_no: number;
}
interface LedgerRow {
  id: number;
  entry: LedgerEntryKind;
  bucket: LedgerBucket;
  amount: number;
  period_no: number;
  batch_id: string | null;
  reference: string | null;
  plan: string | null;
  credit_limit: number | null;
  actor: string | null;
  reason: string | null;
  created_at: Date;
}

/** What an account used before, newest first. */
@Injectable()
export class UsageHistoryService {
  constructor(private readonly database: DatabaseService) {}

  /** Closed periods. A batch that was running at the end still settles into its period. */
  async periods(accountId: string, { from, to, cursor, limit }: HistoryQuery): Promise<Page<PeriodView>> {
    const values = [accountId, from ?? null, to ?? null, cursor ?? null, limit + 1];
    const rows = await this.database.run<ClosedPeriodRow>(listPeriods, values);
    return toPage(
      rows.map((row) => ({ ...row, id: String(row.period_no) })),
      limit,
      (row) => periodView(row),
    );
  }

  async entries(accountId: string, { cursor, limit }: LedgerQuery): Promise<Page<LedgerEntryView>> {
    const rows = await this.database.run<LedgerRow>(listEntries, [accountId, cursor ?? null, limit + 1]);
    return toPage(
      rows.map((row) => ({ ...row, id: String(row.id) })),
      limit,
      (row) => ({
        id: row.id,
        entry: row.entry,
        bucket: row.bucket,
        amount: row.amount,
        periodNo: row.period_no,
        batchId: row.batch_id,
        reference: row.reference,
        plan: row.plan,
        limit: row.credit_limit,
        // Which operator it was is the operator's business.
        actor: row.actor?.split(' ')[0] ?? null,
        reason: row.reason,
        createdAt: row.created_at.toISOString(),
      }),
    );
  }
}
