import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ApiError } from '../common/errors.js';
import type { Actor } from '../common/http/callers.js';
import { plainText, toPage, type Page, type PageQuery } from '../common/http/validation.js';
import { newId } from '../common/ids.js';
import type { PlanName } from '../config/plans.js';
import { DatabaseService, type Sql } from '../database/database.service.js';
import { PrismaService } from '../database/prisma.service.js';
import { JournalService } from '../journal/journal.service.js';
import { makeKey } from './api-keys.js';
import { countKeys, deleteKey, insertKey, lockAccountForKeys, noteUse, ownerOfKey, rollKey } from './keys.sql.js';

export const MAX_KEYS = 25;

/** `POST /api/keys` */
export const newKey = z.strictObject({ name: plainText(100) });
export type NewKey = z.infer<typeof newKey>;

export interface KeyView {
  id: string;
  name: string;
  /** `flx_live_a3b4c...f8e9` */
  masked: string;
  createdAt: string;
  /** Right to a minute. */
  lastUsedAt: string | null;
}

/** A key as it is answered once: only its hash is kept. */
export type MadeKey = Omit<KeyView, 'lastUsedAt'> & { key: string };

/** The account behind a key, as the guard needs it. */
export interface KeyOwner {
  id: string;
  account_id: string;
  plan: PlanName;
  suspended: boolean;
  unseen: boolean;
}

/** API keys of accounts. */
@Injectable()
export class KeysService {
  constructor(
    private readonly database: DatabaseService,
    private readonly prisma: PrismaService,
    private readonly journal: JournalService,
  ) {}

  /** @throws ApiError `invalid_state` at the limit */
  async create(sql: Sql, accountId: string, actor: Actor, name: string): Promise<MadeKey> {
    await this.requireBelowLimit(sql, accountId);
    const id = newId('key');
    const { key, hash, masked } = makeKey();
    const [row] = await sql.run<{ created_at: Date }>(insertKey, [id, accountId, name, hash, masked]);
    await this.journal.append(sql, { accountId, actor, act: 'key.created', details: { key: id, name } });
    return { id, name, key, masked, createdAt: (row?.created_at ?? new Date()).toISOString() };
  }

  async list(accountId: string, { limit, cursor }: PageQuery): Promise<Page<KeyView>> {
    const rows = await this.prisma.apiKey.findMany({
      where: { accountId, ...(cursor ? { id: { lt: cursor } } : {}) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
    return toPage(rows, limit, ({ id, name, masked, createdAt, lastUsedAt }) => ({
      id,
      name,
      masked,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    }));
  }

  /** The same key by name and id, with another secret; the old one is dead at once. @throws ApiError `not_found` */
  async roll(sql: Sql, accountId: string, actor: Actor, id: string): Promise<MadeKey> {
    const { key, hash, masked } = makeKey();
    const [row] = await sql.run<{ name: string; created_at: Date }>(rollKey, [id, accountId, hash, masked]);
    if (!row) throw new ApiError('not_found');
    await this.journal.append(sql, { accountId, actor, act: 'key.rolled', details: { key: id, name: row.name } });
    return { id, name: row.name, key, masked, createdAt: row.created_at.toISOString() };
  }

  /** @throws ApiError `not_found` */
  async delete(accountId: string, actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      const [row] = await sql.run<{ name: string }>(deleteKey, [id, accountId]);
      if (!row) throw new ApiError('not_found');
      await this.journal.append(sql, { accountId, actor, act: 'key.deleted', details: { key: id, name: row.name } });
    });
  }

  /** Who has the key with this hash. That it was used is noted beside it, about once a minute. */
  async ownerOf(hash: string): Promise<KeyOwner | null> {
    const [owner] = await this.database.run<KeyOwner>(ownerOfKey, [hash]);
    // Nobody waits for it, and nothing depends on it.
    if (owner?.unseen) void this.database.run(noteUse, [owner.id]).catch(() => {});
    return owner ?? null;
  }

  private async requireBelowLimit(sql: Sql, accountId: string): Promise<void> {
    await sql.run(lockAccountForKeys, [accountId]);
    const [{ count } = { count: 0 }] = await sql.run<{ count: number }>(countKeys, [accountId]);
    if (count >= MAX_KEYS) {
      throw new ApiError('invalid_state', { limit: MAX_KEYS }, `An account has at most ${MAX_KEYS} keys`);
    }
  }
}
