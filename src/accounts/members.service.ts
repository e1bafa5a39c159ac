import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { sha256 } from '../common/crypto.js';
import { ApiError } from '../common/errors.js';
import { MEMBER_ROLES, type Actor, type MemberRole } from '../common/http/callers.js';
import { newId } from '../common/ids.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { DatabaseService, type Sql } from '../database/database.service.js';
import { JournalService } from '../journal/journal.service.js';
import { MailerService } from '../mail/mailer.service.js';
import { requireOwnerLeft } from './last-owner.js';
import { newToken } from './people/mail-tokens.service.js';
import { invitationMail } from './people/mails.js';
import {
  changeMemberRole,
  countMembers,
  countOwners,
  deleteInvitation,
  deleteMembership,
  insertInvitation,
  listMembers,
  lockAccount,
  memberByEmail,
} from './members.sql.js';

/** People and open invitations of one account. */
export const MAX_MEMBERS = 100;
const INVITATION_DAYS = 14;

export const emailAddress = z
  .email()
  .max(254)
  .transform((text) => text.toLowerCase());
const role = z.enum(MEMBER_ROLES);

/** `POST /api/account/members` */
export const newMember = z.strictObject({ email: emailAddress, role: role.default('member') });
export type NewMember = z.infer<typeof newMember>;
/** `PATCH /api/account/members/:id` */
export const memberChange = z.strictObject({ role });

export interface MemberView {
  /** Of the person, or of the invitation while it is open. */
  id: string;
  status: 'member' | 'invited';
  name: string | null;
  email: string;
  role: MemberRole;
  since: string;
  expiresAt: string | null;
}

interface MemberRow {
  id: string;
  name: string | null;
  email: string;
  role: MemberRole;
  at: Date;
  expires_at: Date | null;
}

/** Who works in an account. An invitation becomes a membership when the invited person accepts it (see `InvitationsService`). */
@Injectable()
export class MembersService {
  constructor(
    private readonly database: DatabaseService,
    private readonly journal: JournalService,
    private readonly mailer: MailerService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** All of them: there are `MAX_MEMBERS` at most. */
  async list(accountId: string): Promise<{ data: MemberView[]; next: null }> {
    const rows = await this.database.run<MemberRow>(listMembers, [accountId]);
    return { data: rows.map(memberView), next: null };
  }

  /**
   * Says nothing of whether the address is known here; inviting it again renews the invitation, with another token.
   * @throws ApiError `invalid_state` at the limit, or for a member; `mail_not_configured`, since only the mail has the token
   */
  async invite(accountId: string, actor: Actor, { email, role }: NewMember): Promise<MemberView> {
    this.mailer.requireConfigured();
    const token = newToken();
    const { view, accountName } = await this.database.transaction(async (sql) => {
      const [account] = await sql.run<{ name: string }>(lockAccount, [accountId]);
      if (!account) throw new ApiError('not_found');
      const [member] = await sql.run(memberByEmail, [accountId, email]);
      if (member) throw new ApiError('invalid_state', {}, 'They are a member already');
      await this.requireBelowLimit(sql, accountId);
      const values = [newId('inv'), accountId, email, role, INVITATION_DAYS, sha256(token)];
      const [row] = await sql.run<{ id: string; expires_at: Date }>(insertInvitation, values);
      if (!row) throw new Error('No invitation was made');
      await this.journal.append(sql, { accountId, actor, act: 'member.invited', details: { email, role } });
      const { id, expires_at } = row;
      return {
        view: memberView({ id, name: null, email, role, at: new Date(), expires_at }),
        accountName: account.name,
      };
    });
    this.mailer.send(invitationMail(email, this.settings.publicUrl, token, accountName, INVITATION_DAYS));
    return view;
  }

  /** @throws ApiError `not_found`; `invalid_state` for the last owner */
  async changeRole(accountId: string, actor: Actor, personId: string, role: MemberRole): Promise<void> {
    await this.database.transaction(async (sql) => {
      await sql.run(lockAccount, [accountId]);
      const [changed] = await sql.run<{ email: string }>(changeMemberRole, [accountId, personId, role]);
      if (!changed) throw new ApiError('not_found');
      await requireOwnerLeft(sql, accountId);
      const details = { person: personId, email: changed.email, role };
      await this.journal.append(sql, { accountId, actor, act: 'member.role_changed', details });
    });
  }

  /** A person is signed out of the account at once. @throws ApiError `not_found`; `invalid_state` for the last owner */
  async remove(accountId: string, actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      await sql.run(lockAccount, [accountId]);
      const [member] = await sql.run<{ email: string }>(deleteMembership, [accountId, id]);
      const [invited] = member ? [] : await sql.run<{ email: string }>(deleteInvitation, [accountId, id]);
      const gone = member ?? invited;
      if (!gone) throw new ApiError('not_found');
      if (member) await requireOwnerLeft(sql, accountId);
      const details: Record<string, string> = member ? { person: id, email: gone.email } : { invitation: gone.email };
      await this.journal.append(sql, { accountId, actor, act: 'member.removed', details });
    });
  }

  /** Whether the account has a single owner, who therefore cannot leave. */
  async haveOneOwner(accountId: string): Promise<boolean> {
    const [owners] = await this.database.run<{ count: number }>(countOwners, [accountId]);
    return owners?.count === 1;
  }

  private async requireBelowLimit(sql: Sql, accountId: string): Promise<void> {
    const [{ count } = { count: 0 }] = await sql.run<{ count: number }>(countMembers, [accountId]);
    if (count < MAX_MEMBERS) return;
    throw new ApiError('invalid_state', { limit: MAX_MEMBERS }, `An account has at most ${MAX_MEMBERS} members`);
  }
}

function memberView({ id, name, email, role, at, expires_at }: MemberRow): MemberView {
  const status = expires_at ? 'invited' : 'member';
  return { id, status, name, email, role, since: at.toISOString(), expiresAt: expires_at?.toISOString() ?? null };
}
