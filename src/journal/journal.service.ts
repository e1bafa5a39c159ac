import { Injectable } from '@nestjs/common';
import type { Actor } from '../common/http/callers.js';
import { toPage, type Page, type PageQuery } from '../common/http/validation.js';
import { newId } from '../common/ids.js';
import { Database, statement, type Sql } from '../database/database.service.js';

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

interface JournalRow {
  id: string;
  act: string;
  actor_kind: string;
  actor_id: string | null;
  details: object;
  created_at: Date;
}

const insertEntry = statement(
  'journal.insert',
  'INSERT INTO account_log (id, account_id, act, actor_kind, actor_id, details) VALUES ($1, $2, $3, $4, $5, $6)',
);
const listEntries = statement(
  'journal.list',
  `SELECT id, act, actor_kind, actor_id, details, created_at FROM account_log
   WHERE account_id = $1 AND ($2::text IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
);

/** The log of what was done to an account's access. Append-only; the database refuses changes. */
@Injectable()
export class Journal {
  constructor(private readonly database: Database) {}

  /** In the transaction of the act: there is never one without the other. */
  async append(sql: Sql, { accountId, actor, act, details = {} }: JournalEntry): Promise<void> {
    await sql.run(insertEntry, [newId('log'), accountId, act, actor.kind, actor.id, JSON.stringify(details)]);
  }

  /** Newest first. */
  async list(accountId: string, { limit, cursor }: PageQuery): Promise<Page<JournalView>> {
    const rows = await this.database.run<JournalRow>(listEntries, [accountId, cursor ?? null, limit + 1]);
    return toPage(rows, limit, (row) => ({
      id: row.id,
      act: row.act,
      actor: { kind: row.actor_kind, id: row.actor_id },
      details: row.details,
      createdAt: row.created_at.toISOString(),
    }));
  }
}
