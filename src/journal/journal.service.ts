import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import type { Actor } from '../common/http/callers.js';
import { toPage, type Page, type PageQuery } from '../common/http/validation.js';
import { earliestId, newId } from '../common/ids.js';
import type { Sql } from '../database/database.service.js';
import type { AccountLogEntry } from '../database/generated/client.js';
import { PrismaService } from '../database/prisma.service.js';
import { originOfNow } from '../observability/activity.js';
import { actorsOf, type ActorView } from './actor-names.js';
import { insertEntry, insertSeldomEntry } from './journal.sql.js';

/** What is told of; docs/security.md explains each. */
export const ACTS = [
  'account.created',
  'account.changed',
  'account.suspended',
  'account.resumed',
  'account.sso_domain_changed',
  'account.second_factor_changed',
  'account.ai_ceiling_changed',
  'plan.changed',
  'batch.canceled',
  'batches.canceled',
  'key.created',
  'key.rolled',
  'key.deleted',
  'key.budget_changed',
  'connection.created',
  'connection.deleted',
  'webhook.created',
  'webhook.secret_rotated',
  'webhook.deleted',
  'member.invited',
  'member.joined',
  'member.role_changed',
  'member.removed',
  'member.left',
  'person.signed_in',
  'person.sign_in_failed',
  'person.sign_in_reset',
  'person.password_changed',
  'person.second_factor_on',
  'person.second_factor_off',
  'person.backup_codes_made',
  'person.passkey_added',
  'person.passkey_deleted',
  'topup.granted',
  'topup.reversed',
  'topup.reinstated',
  'credits.adjusted',
  'alerts.changed',
] as const;
export type Act = (typeof ACTS)[number];

const SAME_AGAIN_MS = 600_000;
const HOUR_MS = 3_600_000;
const MOST_AN_HOUR = 100;
const EXPORT_PAGE = 200;

/** What was done: ids, names and numbers of it, never a secret. */
export interface JournalEntry {
  accountId: string;
  actor: Actor;
  act: Act;
  details?: Record<string, string | number | boolean | null>;
}

export interface JournalView {
  id: string;
  act: string;
  actor: ActorView;
  details: object;
  /** Where the request came from; null where none led to it. */
  address: string | null;
  userAgent: string | null;
  createdAt: string;
}

/** The log of what was done to an account's access. Append-only; the database refuses changes. */
@Injectable()
export class JournalService {
  constructor(private readonly prisma: PrismaService) {}

  /** In the transaction of the act: there is never one without the other. */
  async append(sql: Sql, entry: JournalEntry): Promise<void> {
    await sql.run(insertEntry, valuesOf(entry));
  }

  /** For what people do who are not known: the same from one address is told once in ten minutes, and a hundred times an hour at most. */
  async appendSeldom(sql: Sql, entry: JournalEntry): Promise<void> {
    const since = (ms: number) => earliestId('log', Date.now() - ms);
    await sql.run(insertSeldomEntry, [...valuesOf(entry), since(SAME_AGAIN_MS), since(HOUR_MS), MOST_AN_HOUR]);
  }

  /** Newest first. */
  async list(accountId: string, { limit, cursor }: PageQuery): Promise<Page<JournalView>> {
    const rows = await this.prisma.accountLogEntry.findMany({
      where: { accountId, ...(cursor ? { id: { lt: cursor } } : {}) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
    const actorOf = await actorsOf(this.prisma, accountId, rows);
    return toPage(rows, limit, (row) => viewOf(row, actorOf(row)));
  }

  /** All of it as JSON, one entry a line, newest first; a page is in memory at a time. */
  export(accountId: string): Readable {
    return Readable.from(this.lines(accountId));
  }

  private async *lines(accountId: string): AsyncGenerator<string> {
    for (let cursor: string | undefined; ;) {
      const { data, next } = await this.list(accountId, { limit: EXPORT_PAGE, cursor });
      if (data.length > 0) yield `${data.map((entry) => JSON.stringify(entry)).join('\n')}\n`;
      if (next === null) return;
      cursor = next;
    }
  }
}

function valuesOf({ accountId, actor, act, details = {} }: JournalEntry): unknown[] {
  const origin = originOfNow();
  const said = [newId('log'), accountId, act, actor.kind, actor.id, JSON.stringify(details)];
  return [...said, origin?.address ?? null, origin?.userAgent ?? null];
}

function viewOf(row: AccountLogEntry, actor: ActorView): JournalView {
  const { id, act, details, address, userAgent, createdAt } = row;
  return {
    id,
    act,
    actor,
    details: details as object,
    address,
    userAgent,
    createdAt: createdAt.toISOString(),
  };
}
