import { Injectable } from '@nestjs/common';
import { sha256 } from '../../common/crypto.js';
import { ApiError } from '../../common/errors.js';
import type { MemberRole } from '../../common/http/callers.js';
import { DatabaseService } from '../../database/database.service.js';
import { JournalService } from '../../journal/journal.service.js';
import { insertMembership, lockPerson, readInvitation, takeInvitation } from '../members.sql.js';

/** What the page of an invitation shows. */
export interface InvitationView {
  /** The name that its owners gave it. */
  account: string;
  role: MemberRole;
  email: string;
}

interface InvitationRow {
  account_id: string;
  account: string;
  email: string;
  role: MemberRole;
}

/** Invitations, seen by the invited person. They join an account only by their own act, with the token of the mail. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly database: DatabaseService,
    private readonly journal: JournalService,
  ) {}

  /** @throws ApiError `not_found` for a token that is wrong, used, too old or called back */
  async read(token: string): Promise<InvitationView> {
    const [found] = await this.database.run<InvitationRow>(readInvitation, [sha256(token)]);
    if (!found) throw new ApiError('not_found');
    const { account, role, email } = found;
    return { account, role, email };
  }

  /**
   * The holder of the token must have proved the invited address.
   * @throws ApiError `not_found` as above; `forbidden` for somebody else
   */
  async accept(personId: string, token: string): Promise<{ account: { id: string; name: string }; role: MemberRole }> {
    return this.database.transaction(async (sql) => {
      const [person] = await sql.run<{ email: string; verified: boolean }>(lockPerson, [personId]);
      const [invitation] = await sql.run<InvitationRow>(readInvitation, [sha256(token)]);
      if (!invitation) throw new ApiError('not_found');
      const { account_id: accountId, account: name, email, role } = invitation;
      if (!person?.verified || person.email !== email) throw new ApiError('forbidden', { requires: 'invited_email' });
      const [taken] = await sql.run(takeInvitation, [sha256(token)]);
      if (!taken) throw new ApiError('not_found');
      const [joined] = await sql.run(insertMembership, [accountId, personId, role, false]);
      const actor = { kind: 'person', id: personId } as const;
      if (joined) await this.journal.append(sql, { accountId, actor, act: 'member.joined', details: { role } });
      return { account: { id: accountId, name }, role };
    });
  }
}
