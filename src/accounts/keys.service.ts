import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import type { Actor, KeyRights } from '../common/http/callers.js';
import type { Scope } from '../common/http/scopes.js';
import { toPage, type Page, type PageQuery } from '../common/http/validation.js';
import { newId } from '../common/ids.js';
import type { PlanName } from '../config/plans.js';
import { DatabaseService, type Sql } from '../database/database.service.js';
import type { ApiKey, KeyBudget } from '../database/generated/client.js';
import { PrismaService } from '../database/prisma.service.js';
import { JournalService } from '../journal/journal.service.js';
import { makeKey } from './api-keys.js';
import { budgetView, outlives, tidyScopes, type KeyView, type MadeKey, type NewKey } from './key-schema.js';
import {
  countKeys,
  deleteKey,
  hasBudget,
  insertKey,
  lockAccountForKeys,
  lockKey,
  noteUse,
  ownerOfKey,
  rollKey,
} from './keys.sql.js';

export const MAX_KEYS = 25;

/** The account behind a key, as the guard needs it. */
export interface KeyOwner {
  id: string;
  account_id: string;
  plan: PlanName;
  scopes: Scope[];
  expires_at: Date | null;
  expired: boolean;
  suspended: boolean;
  unseen: boolean;
}

/** A key that nobody else changes until the commit. */
export interface LockedKey {
  name: string;
  scopes: Scope[];
  expires_at: Date | null;
  expired: boolean | null;
  created_at: Date;
}

/** API keys of accounts. */
@Injectable()
export class KeysService {
  constructor(
    private readonly database: DatabaseService,
    private readonly prisma: PrismaService,
    private readonly journal: JournalService,
  ) {}

  /**
   * @param maker the rights of the key that makes it: no key makes one that may do more or lasts longer
   * @throws ApiError `invalid_state` at the limit, `invalid_request` for an end in the past, `forbidden`
   */
  async create(sql: Sql, accountId: string, actor: Actor, given: NewKey, maker: KeyRights | null): Promise<MadeKey> {
    const { scopes, expiresAt } = rightsOf(given, maker);
    await this.requireNoBudget(sql, actor);
    await this.requireBelowLimit(sql, accountId);
    const id = newId('key');
    const { key, hash, masked } = makeKey();
    const { name } = given;
    const values = [id, accountId, name, hash, masked, scopes, expiresAt];
    const [row] = await sql.run<{ created_at: Date }>(insertKey, values);
    const until = expiresAt?.toISOString() ?? null;
    const details = { key: id, name, scopes: scopes.join(' '), expiresAt: until };
    await this.journal.append(sql, { accountId, actor, act: 'key.created', details });
    const createdAt = (row?.created_at ?? new Date()).toISOString();
    return { id, name, key, masked, scopes, expiresAt: until, createdAt };
  }

  async list(accountId: string, { limit, cursor }: PageQuery): Promise<Page<KeyView>> {
    const rows = await this.prisma.apiKey.findMany({
      where: { accountId, ...(cursor ? { id: { lt: cursor } } : {}) },
      orderBy: { id: 'desc' },
      take: limit + 1,
      include: { budget: true },
    });
    return toPage(rows, limit, keyView);
  }

  /** @throws ApiError `not_found` */
  async get(accountId: string, id: string): Promise<KeyView> {
    const row = await this.prisma.apiKey.findFirst({ where: { id, accountId }, include: { budget: true } });
    if (!row) throw new ApiError('not_found');
    return keyView(row);
  }

  /** Keeps a key as it is until the commit. @throws ApiError `not_found` */
  async hold(sql: Sql, accountId: string, id: string): Promise<LockedKey> {
    const [row] = await sql.run<LockedKey>(lockKey, [id, accountId]);
    if (!row) throw new ApiError('not_found');
    return row;
  }

  /**
   * A key with a budget manages no keys: it could get around its budget.
   * @throws ApiError `forbidden`
   */
  async requireNoBudget(sql: Sql, { kind, id }: Actor): Promise<void> {
    if (kind !== 'key') return;
    const [budget] = await sql.run(hasBudget, [id]);
    if (budget) throw new ApiError('forbidden', { requires: 'key_without_budget' });
  }

  /**
   * The same key by name and id, with another secret; the old one is dead at once.
   * @throws ApiError `not_found`; `invalid_state` for one that has expired; `forbidden` to a key that ends before it or has a budget
   */
  async roll(sql: Sql, accountId: string, actor: Actor, id: string, maker: KeyRights | null): Promise<MadeKey> {
    const row = await this.hold(sql, accountId, id);
    // Its own budget stays with it.
    if (id !== actor.id) await this.requireNoBudget(sql, actor);
    const { name, scopes, expires_at: expiresAt, expired, created_at } = row;
    if (expired) throw new ApiError('invalid_state', {}, 'The key has expired');
    if (maker && outlives(expiresAt, maker)) throw new ApiError('forbidden', { requires: 'longer_life' });
    // First, so that a key that rolls itself is in the log as it was.
    await this.journal.append(sql, { accountId, actor, act: 'key.rolled', details: { key: id, name } });
    const { key, hash, masked } = makeKey();
    await sql.run(rollKey, [id, hash, masked]);
    const until = expiresAt?.toISOString() ?? null;
    return { id, name, key, masked, scopes, expiresAt: until, createdAt: created_at.toISOString() };
  }

  /** @throws ApiError `not_found`; `forbidden` to a key with a budget */
  async delete(accountId: string, actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      const row = await this.hold(sql, accountId, id);
      await this.requireNoBudget(sql, actor);
      // First, so that a key that deletes itself is in the log by its name.
      await this.journal.append(sql, { accountId, actor, act: 'key.deleted', details: { key: id, name: row.name } });
      await sql.run(deleteKey, [id, accountId]);
    });
  }

  /** Who has the key with this hash. That it was used, and from where, is noted beside it, about once a minute. */
  async ownerOf(hash: string, address: string): Promise<KeyOwner | null> {
    const [owner] = await this.database.run<KeyOwner>(ownerOfKey, [hash]);
    // Nobody waits for it, and nothing depends on it.
    if (owner?.unseen && !owner.expired) void this.database.run(noteUse, [owner.id, address]).catch(() => {});
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

function keyView(row: ApiKey & { budget: KeyBudget | null }): KeyView {
  const { id, name, masked, scopes, expiresAt, createdAt, lastUsedAt, lastUsedFrom, budget } = row;
  return {
    id,
    name,
    masked,
    scopes: scopes as Scope[],
    expiresAt: expiresAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    lastUsedFrom,
    budget: budget && budgetView(budget, new Date()),
  };
}

/** What a new key may do and until when. */
function rightsOf({ scopes: given, expiresAt: end }: NewKey, maker: KeyRights | null) {
  const scopes = tidyScopes(given);
  const unsaid = maker?.expiresAt ?? null;
  const expiresAt = end === undefined ? unsaid : end === null ? null : new Date(end);
  if (expiresAt && expiresAt <= new Date()) throw ApiError.field('expiresAt', 'expected a time in the future');
  const isWider = maker && !maker.scopes.includes('full') && scopes.some((scope) => !maker.scopes.includes(scope));
  if (isWider) throw new ApiError('forbidden', { requires: `scope:${scopes.at(-1)}` });
  if (maker && outlives(expiresAt, maker)) throw new ApiError('forbidden', { requires: 'longer_life' });
  return { scopes, expiresAt };
}
