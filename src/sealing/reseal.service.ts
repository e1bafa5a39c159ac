import { Inject, Injectable, Logger } from '@nestjs/common';
import { SEALED_SECRET as OF_SECOND_FACTORS } from '../accounts/factors/second-factors.sql.js';
import { reseal } from '../common/crypto.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { DatabaseService } from '../database/database.service.js';
import { SEALED_ANSWER } from '../database/idempotency.sql.js';
import type { SealedColumn } from '../database/sealed-column.sql.js';
import { SealingService, type LooseTexts } from '../database/sealing.service.js';
import { SEALED_SECRET as OF_CONNECTIONS } from '../storage/connections.sql.js';
import { PREVIOUS_SECRET, SEALED_SECRET as OF_ENDPOINTS } from '../webhooks/endpoints.sql.js';
import { readCursor, writeCursor, type ResealCursor } from './reseal-cursor.js';

/** Every column with sealed texts. A new one belongs here, or an old key can never be given up; a test looks. */
const SEALED_COLUMNS: SealedColumn[] = [
  OF_CONNECTIONS,
  OF_ENDPOINTS,
  PREVIOUS_SECRET,
  SEALED_ANSWER,
  OF_SECOND_FACTORS,
];

/** Texts looked at in one call: some milliseconds for secrets, some seconds for the largest answers kept. */
const PAGE = 500;

export interface ResealResponse {
  looked: number;
  resealed: number;
  /** Texts that none of the keys opens; they are left as they are. */
  unreadable: number;
  looseTexts: LooseTexts;
  /** For the next call; null when all is done. */
  next: string | null;
}

interface SealedRow {
  owner: string;
  key: string[];
  sealed: string;
}

/**
 * Binds every sealed text to its row and seals it with the newest key, so that an older key can be given up. Goes by pages
 * and can be taken up again anywhere: what is bound and opened by the newest key is left alone. A run from the first page to
 * the last that could read all of them also ends the time of loose texts.
 */
@Injectable()
export class ResealService {
  private readonly logger = new Logger('sealing');

  constructor(
    private readonly database: DatabaseService,
    private readonly sealing: SealingService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws ApiError `invalid_request` for a cursor that is none */
  async page(after?: string): Promise<ResealResponse> {
    if (after === undefined) await this.sealing.stopWriting(this.database);
    const cursor = after === undefined ? startOf(0, 0) : readCursor(after, SEALED_COLUMNS);
    const column = SEALED_COLUMNS[cursor.column] as SealedColumn;
    const rows = await this.database.run<SealedRow>(column.read, [...cursor.behind, PAGE]);
    let [resealed, unreadable] = [0, 0];
    for (const row of rows) {
      const fresh = this.freshlySealed(column, row);
      if (fresh === undefined) unreadable += 1;
      if (!fresh) continue;
      await this.database.run(column.replace, [...row.key, fresh, row.sealed]);
      resealed += 1;
    }
    const next = following(cursor, rows, cursor.unreadable + unreadable);
    // Nothing loose was written since the first page, so none is left.
    if (!next && cursor.unreadable + unreadable === 0) await this.sealing.refuse(this.database);
    const { state: looseTexts } = await this.sealing.looseTexts(this.database);
    return { looked: rows.length, resealed, unreadable, looseTexts, next: next && writeCursor(next) };
  }

  /** Null when nothing is to be done, undefined when no key opens it there. */
  private freshlySealed(column: SealedColumn, { owner, key, sealed }: SealedRow): string | null | undefined {
    try {
      return reseal(sealed, column.place(owner, ...key), this.settings.encryptionKey);
    } catch {
      this.logger.warn(`${column.name} of ${key.join(' ')} does not open: another key, or a text from another row`);
      return undefined;
    }
  }
}

function startOf(column: number, unreadable: number): ResealCursor {
  return { column, unreadable, behind: Array.from({ length: SEALED_COLUMNS[column]?.keyColumns ?? 0 }, () => '') };
}

function following({ column }: ResealCursor, rows: SealedRow[], unreadable: number): ResealCursor | null {
  const last = rows.at(-1);
  if (rows.length === PAGE && last) return { column, unreadable, behind: last.key };
  return column + 1 < SEALED_COLUMNS.length ? startOf(column + 1, unreadable) : null;
}
