import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { csvLine } from '../common/csv.js';
import { toPage, type Page } from '../common/http/validation.js';
import { DatabaseService } from '../database/database.service.js';
import {
  LEDGER_COLUMNS,
  ledgerView,
  type LedgerEntryView,
  type LedgerFormat,
  type LedgerQuery,
} from './ledger-view.js';
import { listEntries, nextEntries, readOpening, readSpan, type LedgerRow, type OpeningRow } from './ledger.sql.js';

const EXPORT_PAGE = 1_000;
const BUCKETS = { compression: ['compression'], ai: ['ai', 'topup'] };

/** Of top-ups. */
const NO_PERIOD = -1;

interface Span {
  first: number | null;
  last: number | null;
}
type ExportedRow = LedgerRow & { asked: boolean };
type Reader = 'account' | 'operator';
type Wanted = Pick<LedgerQuery, 'credit' | 'from' | 'to'>;

/** Every movement of an account's credits, with what was left behind it. */
@Injectable()
export class LedgerService {
  constructor(private readonly database: DatabaseService) {}

  /** Newest first. */
  async page(accountId: string, reader: Reader, query: LedgerQuery): Promise<Page<LedgerEntryView>> {
    const { cursor = null, limit } = query;
    const values = [accountId, ...filterOf(query), cursor, limit + 1];
    const rows = await this.database.run<LedgerRow>(listEntries, values);
    const views = rows.map((row) => ledgerView(row, reader));
    return toPage(views, limit, (view) => view);
  }

  /** All that was asked for, oldest first, as it was when the export began; a page is in memory at a time. */
  export(accountId: string, reader: Reader, wanted: Wanted, format: Exclude<LedgerFormat, 'json'>): Readable {
    return Readable.from(
      format === 'csv' ? this.csv(accountId, reader, wanted) : this.jsonl(accountId, reader, wanted),
    );
  }

  private async *csv(accountId: string, reader: Reader, wanted: Wanted): AsyncGenerator<string> {
    yield csvLine(LEDGER_COLUMNS);
    for await (const entry of this.all(accountId, reader, wanted))
      yield csvLine(LEDGER_COLUMNS.map((name) => entry[name]));
  }

  private async *jsonl(accountId: string, reader: Reader, wanted: Wanted): AsyncGenerator<string> {
    for await (const entry of this.all(accountId, reader, wanted)) yield `${JSON.stringify(entry)}\n`;
  }

  private async *all(accountId: string, reader: Reader, wanted: Wanted): AsyncGenerator<LedgerEntryView> {
    const [span] = await this.database.run<Span>(readSpan, [accountId, wanted.from ?? null, wanted.to ?? null]);
    if (!span || span.first === null || span.last === null) return;
    const opening = new Map<string, OpeningRow>();
    const keep = (row: OpeningRow) => opening.set(`${row.bucket} ${row.period}`, row);
    (await this.database.run<OpeningRow>(readOpening, [accountId, span.first])).forEach(keep);
    for (let first = span.first; ;) {
      const place = [first, span.last, JSON.stringify([...opening.values()]), EXPORT_PAGE];
      const rows: ExportedRow[] = await this.database.run(nextEntries, [accountId, ...filterOf(wanted), ...place]);
      for (const row of rows) {
        if (row.asked) yield ledgerView(row, reader);
        const { bucket, remaining, unlimited } = row;
        keep({ bucket, remaining, unlimited, period: bucket === 'topup' ? NO_PERIOD : row.period_no });
      }
      const end = rows.at(-1);
      if (!end || rows.length < EXPORT_PAGE) return;
      first = end.id + 1;
    }
  }
}

function filterOf({ credit, from, to }: Wanted) {
  return [credit ? BUCKETS[credit] : null, from ?? null, to ?? null];
}
