import { Injectable } from '@nestjs/common';
import type { Actor } from '../common/http/callers.js';
import { toPage, type Page, type PageQuery } from '../common/http/validation.js';
import { newId } from '../common/ids.js';
import type { Sql } from '../database/database.service.js';
import { PrismaService } from '../database/prisma.service.js';
import { insertEntry } from './journal.sql.js';

/** What is told of; docs/security.md explains each. */
export const ACTS = [
  'account.created',
  'account.changed',
  'account.suspended',
  'account.resumed',
  'plan.changed',
  'key.created',
  'key.rolled',
  'key.deleted',
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
] as const;
export type Act = (typeof ACTS)[number];

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
  actor: { kind: string; id: string | null };
  details: object;
  createdAt: string;
}

/** The log of what was done to an account's access. Append-only; the database refuses changes. */
@Injectable()
export class JournalService {
  constructor(private readonly prisma: PrismaService) {}

  /** In the transaction of the act: there is never one without the other. */
  async append(sql: Sql, { accountId, actor, act, details = {} }: JournalEntry): Promise<void> {
    await sql.run(insertEntry, [newId('log'), accountId, act, actor.kind, actor.id, JSON.stringify(details)]);
  }

  /** Newest first. */
  async list(accountId: string, { limit, cursor }: PageQuery): Promise<Page<JournalView>> {
    const rows = await this.prisma.accountLogEntry.findMany({
      where: { accountId, ...(cursor ? { id: { lt: cursor } } : {}) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
    return toPage(rows, limit, ({ id, act, actorKind, actorId, details, createdAt }) => ({
      id,
      act,
      actor: { kind: actorKind, id: actorId },
      details: details as object,
      createdAt: createdAt.toISOString(),
    }));
  }
}
