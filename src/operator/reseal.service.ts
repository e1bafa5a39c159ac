import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { reseal } from '../common/crypto.js';
import { ApiError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { DatabaseService } from '../database/database.service.js';
import { SEALED_ANSWERS } from '../database/idempotency.sql.js';
import type { SealedColumn } from '../database/sealed-column.sql.js';
import { SEALED_SECRETS as OF_CONNECTIONS } from '../storage/connections.sql.js';
import { SEALED_SECRETS as OF_ENDPOINTS } from '../webhooks/endpoints.sql.js';

/** Every column with sealed texts. A new one belongs here, or an old key can never be given up; a test looks. */
const SEALED_COLUMNS: SealedColumn[] = [...OF_CONNECTIONS, ...OF_ENDPOINTS, ...SEALED_ANSWERS];

/** Texts looked at in one call: some milliseconds for secrets, some seconds for the largest answers kept. */
const PAGE = 500;

const cursor = z.tuple([
  z
    .int()
    .min(0)
    .max(SEALED_COLUMNS.length - 1),
  z.array(z.string()),
]);

export interface ResealResponse {
  looked: number;
  resealed: number;
  /** Texts that none of the keys opens; they are left as they are. */
  unreadable: number;
  /** For the next call; null when all is done. */
  next: string | null;
}

/**
 * Seals everything with the newest key, so that an older one can be given up. Goes by pages and can be taken up again
 * anywhere: what the newest key opens is left alone.
 */
@Injectable()
export class ResealService {
  constructor(
    private readonly database: DatabaseService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws ApiError `invalid_request` for a cursor that is none */
  async page(after?: string): Promise<ResealResponse> {
    const [place, behind] = after === undefined ? [0, undefined] : readCursor(after);
    const column = SEALED_COLUMNS[place] as SealedColumn;
    const keys = behind ?? Array.from({ length: column.keyColumns }, () => '');
    const rows = await this.database.run<{ key: string[]; sealed: string }>(column.read, [...keys, PAGE]);
    let [resealed, unreadable] = [0, 0];
    for (const { key, sealed } of rows) {
      const fresh = this.freshlySealed(sealed);
      if (fresh === undefined) unreadable += 1;
      if (!fresh) continue;
      await this.database.run(column.replace, [...key, fresh, sealed]);
      resealed += 1;
    }
    return { looked: rows.length, resealed, unreadable, next: nextCursor(place, rows.at(-1)?.key, rows.length) };
  }

  /** Null when the newest key sealed it, undefined when no key did. */
  private freshlySealed(sealed: string): string | null | undefined {
    try {
      return reseal(sealed, this.settings.encryptionKey);
    } catch {
      return undefined;
    }
  }
}

function readCursor(text: string): [number, string[]] {
  try {
    const [place, key] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (key.length === SEALED_COLUMNS[place]?.keyColumns && !key.some((part) => part.includes('\0')))
      return [place, key];
  } catch {
    // Falls through: whatever is wrong with it, it is not ours.
  }
  throw ApiError.field('after', 'expected the next of an earlier answer');
}

function nextCursor(place: number, last: string[] | undefined, found: number): string | null {
  if (found === PAGE && last) return Buffer.from(JSON.stringify([place, last])).toString('base64url');
  const following = SEALED_COLUMNS[place + 1];
  if (!following) return null;
  const fromTheStart = Array.from({ length: following.keyColumns }, () => '');
  return Buffer.from(JSON.stringify([place + 1, fromTheStart])).toString('base64url');
}
