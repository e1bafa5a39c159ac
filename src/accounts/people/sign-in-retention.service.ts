import { Injectable } from '@nestjs/common';
import { Database, statement, type Statement } from '../../database/database.service.js';

/** $1 how many at most. */
function deleteExpired(table: string): Statement {
  return statement(
    `people.forget-${table}`,
    `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING id`,
  );
}

const EXPIRING = ['sessions', 'verifications', 'invitations'].map(deleteExpired);

/** Forgets what has run out and proves nothing any more, a page at a time. */
@Injectable()
export class SignInRetention {
  constructor(private readonly database: Database) {}

  /** Answers how many rows the largest part of the page had: as many as `limit` when there may be more. */
  async forget(limit: number): Promise<number> {
    const counts: number[] = [];
    for (const expired of EXPIRING) counts.push((await this.database.run(expired, [limit])).length);
    return Math.max(...counts);
  }
}
