import { Injectable } from '@nestjs/common';
import type { Sql } from '../../database/database.service.js';
import { JournalService, type Act, type JournalEntry } from '../../journal/journal.service.js';
import { accountIdsOf } from '../members.sql.js';

/** What was done to the sign-in of a person, in the logs of all accounts that they belong to. */
@Injectable()
export class PersonLogService {
  constructor(private readonly journal: JournalService) {}

  /**
   * In the transaction of the act, after the lock of the person and before their sessions are ended: whoever removes a member locks
   * the account first and its sessions after it.
   */
  async append(sql: Sql, personId: string, entry: Omit<JournalEntry, 'accountId'>): Promise<void> {
    const accounts = await sql.run<{ accountId: string }>(accountIdsOf, [personId]);
    for (const { accountId } of accounts) await this.journal.append(sql, { ...entry, accountId });
  }

  /** What a person did to their own sign-in; as above. */
  own(sql: Sql, personId: string, act: Act, details: JournalEntry['details'] = {}): Promise<void> {
    return this.append(sql, personId, { actor: { kind: 'person', id: personId }, act, details });
  }
}
