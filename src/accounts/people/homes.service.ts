import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import { ANYBODY, type Actor, type MemberRole } from '../../common/http/callers.js';
import type { PlanName } from '../../config/plans.js';
import { DatabaseService, type Sql } from '../../database/database.service.js';
import { JournalService, type JournalEntry } from '../../journal/journal.service.js';
import { AccountsService } from '../accounts.service.js';
import { requireOwnerLeft } from '../last-owner.js';
import {
  accountsOf,
  deleteMembership,
  homeOf,
  insertMembership,
  lockAccount,
  lockPerson,
  markFounded,
  ownAccountOf,
  readMembership,
  readPerson,
  switchAccount,
} from '../members.sql.js';
import { moveSessions } from './sessions.sql.js';

/** Opens the balance of a new account. Credits lie above this room, so whoever composes the service hands it in. */
export type OpenBalance = (sql: Sql, accountId: string) => Promise<void>;
export const OPEN_BALANCE = Symbol('open balance');

export interface Membership {
  role: MemberRole;
  plan: PlanName;
  suspended: boolean;
  /** The person signs in with a second factor. */
  secondFactor: boolean;
  /** Only sessions that came through OpenID Connect may act for it. */
  accountDemandsOidc: boolean;
  /** Only sessions with a second factor may act for it. */
  accountDemandsSecondFactor: boolean;
  /** The person has no other sessions. */
  personDemandsOidc: boolean;
}

export interface PersonView {
  id: string;
  name: string;
  email: string;
}

interface PersonRow {
  name: string;
  email: string;
}

/** Which accounts a person is at home in. */
@Injectable()
export class HomesService {
  constructor(
    private readonly database: DatabaseService,
    private readonly accounts: AccountsService,
    private readonly journal: JournalService,
    @Inject(OPEN_BALANCE) private readonly openBalance: OpenBalance,
  ) {}

  /**
   * The account that a new session of the person acts for. A person without an account of their own gets one, on the free plan,
   * with its balance, in one transaction, wherever else they work. Every sign-in does this, so it completes what a crash left
   * undone at an earlier one.
   */
  async home(personId: string, cameByOidc: boolean): Promise<string> {
    return this.database.transaction(async (sql) => {
      const [person] = await sql.run<PersonRow>(lockPerson, [personId]);
      if (!person) throw new Error(`Nobody is ${personId}`);
      const actor: Actor = { kind: 'person', id: personId };
      const own = await this.ownAccount(sql, actor, personId, person);
      const accountId = (await this.lastHome(sql, personId, cameByOidc)) ?? own;
      await this.journal.append(sql, { accountId, actor, act: 'person.signed_in' });
      return accountId;
    });
  }

  /** In the logs of all accounts that the person belongs to. Who tried is not known. */
  async tellOfFailedSignIn(personId: string, email: string): Promise<void> {
    const details = { person: personId, email };
    for (const { id: accountId } of await this.list(personId)) {
      const entry: JournalEntry = { accountId, actor: ANYBODY, act: 'person.sign_in_failed', details };
      await this.journal.appendSeldom(this.database, entry);
    }
  }

  async membership(personId: string, accountId: string): Promise<Membership | null> {
    const [membership] = await this.database.run<Membership>(readMembership, [personId, accountId]);
    return membership ?? null;
  }

  async person(personId: string): Promise<PersonView | null> {
    const [person] = await this.database.run<PersonView>(readPerson, [personId]);
    return person ?? null;
  }

  /** The accounts a person can switch to. */
  list(personId: string): Promise<{ id: string; name: string; role: MemberRole; suspended: boolean }[]> {
    return this.database.run(accountsOf, [personId]);
  }

  /** From the next call on the session acts for the other account. @throws ApiError `not_found`; `forbidden` when it wants single sign-on */
  async switch(sessionId: string, personId: string, accountId: string): Promise<void> {
    const [switched] = await this.database.run(switchAccount, [sessionId, personId, accountId]);
    if (switched) return;
    const membership = await this.membership(personId, accountId);
    throw membership ? new ApiError('forbidden', { requires: 'oidc' }) : new ApiError('not_found');
  }

  /**
   * The person is no member any more, and their sessions go to their own account.
   * @throws ApiError `not_found`; `invalid_state` for the last owner
   */
  async leave(personId: string, accountId: string): Promise<void> {
    const actor: Actor = { kind: 'person', id: personId };
    await this.database.transaction(async (sql) => {
      const [person] = await sql.run<PersonRow>(lockPerson, [personId]);
      if (!person) throw new ApiError('not_found');
      await sql.run(lockAccount, [accountId]);
      const own = await this.ownAccount(sql, actor, personId, person);
      // A person who leaves their own account to another owner gets a new one.
      const next = own === accountId ? await this.found(sql, actor, personId, person) : own;
      // Before the membership ends, and with it the sessions that rest on it.
      await sql.run(moveSessions, [personId, accountId, next]);
      const [left] = await sql.run(deleteMembership, [accountId, personId]);
      if (!left) throw new ApiError('not_found');
      await requireOwnerLeft(sql, accountId);
      await this.journal.append(sql, { accountId, actor, act: 'member.left' });
    });
  }

  private async lastHome(sql: Sql, personId: string, cameByOidc: boolean): Promise<string | null> {
    const [home] = await sql.run<{ account_id: string }>(homeOf, [personId, cameByOidc]);
    return home?.account_id ?? null;
  }

  private async ownAccount(sql: Sql, actor: Actor, personId: string, person: PersonRow): Promise<string> {
    const [marked] = await sql.run<{ account_id: string }>(ownAccountOf, [personId]);
    const [own] = marked ? [marked] : await sql.run<{ account_id: string }>(markFounded, [personId]);
    return own?.account_id ?? this.found(sql, actor, personId, person);
  }

  private async found(sql: Sql, actor: Actor, personId: string, { name, email }: PersonRow): Promise<string> {
    const { id } = await this.accounts.create(sql, { name, email, plan: 'free' });
    await this.openBalance(sql, id);
    await sql.run(insertMembership, [id, personId, 'owner' satisfies MemberRole, true]);
    await this.journal.append(sql, { accountId: id, actor, act: 'account.created', details: { plan: 'free' } });
    return id;
  }
}
