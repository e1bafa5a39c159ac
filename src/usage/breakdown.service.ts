import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { csvLine } from '../common/csv.js';
import { toPage } from '../common/http/validation.js';
import { earliestId } from '../common/ids.js';
import { DatabaseService } from '../database/database.service.js';
import { daysOf, type BreakdownQuery } from './breakdown-query.js';
import { breakdownFields, breakdownHeader, breakdownView, type BreakdownRow } from './breakdown-view.js';
import { breakdownByBatch, breakdowns } from './breakdown.sql.js';

const CSV_PAGE = 1_000;

/** Where credits went: what was used in a time by day, key, person, connection or batch, the newest first. */
@Injectable()
export class BreakdownService {
  constructor(private readonly database: DatabaseService) {}

  /** @throws ApiError `invalid_request` for a time that is empty or too long */
  async page(accountId: string, query: BreakdownQuery) {
    const { by, limit, cursor = null } = query;
    const days = daysOf(query, new Date());
    const rows = await this.rows(accountId, { by, ...days }, cursor, limit + 1);
    return { by, ...days, ...toPage(rows, limit, (row) => breakdownView(by, row)) };
  }

  /** All rows as CSV, a page in memory at a time. @throws ApiError as above */
  csv(accountId: string, query: BreakdownQuery): Readable {
    const asked = { by: query.by, ...daysOf(query, new Date()) };
    return Readable.from(this.csvLines(accountId, asked));
  }

  private async *csvLines(accountId: string, asked: AskedRows) {
    yield csvLine(breakdownHeader(asked.by));
    for (let cursor: string | null = null; ;) {
      const rows: BreakdownRow[] = await this.rows(accountId, asked, cursor, CSV_PAGE);
      yield* rows.map((row) => csvLine(breakdownFields(asked.by, row)));
      const last = rows.at(-1);
      if (!last || rows.length < CSV_PAGE) return;
      cursor = last.id;
    }
  }

  private rows(accountId: string, { by, from, to }: AskedRows, cursor: string | null, limit: number) {
    const places = by === 'batch' ? [from, to].map((day) => earliestId('bat', Date.parse(day))) : [from, to];
    const statement = by === 'batch' ? breakdownByBatch : breakdowns[by];
    return this.database.run<BreakdownRow>(statement, [accountId, ...places, cursor, limit]);
  }
}

type AskedRows = Pick<BreakdownQuery, 'by'> & { from: string; to: string };
