import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { pageOf, pageQuery, toPage, type Page } from '../common/http/validation.js';
import { periodView, type PeriodRow, type PeriodView } from '../credits/usage.js';
import { DatabaseService } from '../database/database.service.js';
import { period } from '../events/schemas/usage.js';
import { listPeriods } from './usage-history.sql.js';

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

/** For the OpenAPI document. */
export const historyResponse = pageOf(period satisfies z.ZodType<PeriodView>);

interface ClosedPeriodRow extends PeriodRow {
  period_no: number;
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
}
