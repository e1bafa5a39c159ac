import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import { sha256 } from '../../common/crypto.js';
import { newId } from '../../common/ids.js';
import type { SignedIn } from '../../common/http/callers.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService } from '../../database/database.service.js';
import { MailerService } from '../../mail/mailer.service.js';
import { lockPerson } from '../members.sql.js';
import { SsoDomainsService } from '../oidc/sso-domains.service.js';
import { AUTH, type Auth } from './auth.js';
import type { NewPassword, PasswordChange } from './auth-schema.js';
import { headersOf, type Client } from './client.js';
import type { DeviceOwner } from './devices.service.js';
import { lockSignedIn } from './lock-signed-in.js';
import { badToken, MailTokensService, newToken } from './mail-tokens.service.js';
import { passwordResetMail } from './mails.js';
import { NoticesService } from './notices.service.js';
import { requireGoodPassword } from './password-rules.js';
import { PersonLogService } from './person-log.service.js';
import { personByEmail, personById, replacePassword, setPassword } from './people.sql.js';
import { deleteOtherSessions, renewSession } from './sessions.sql.js';

/** Somebody with an address; `password` is a hash. */
export interface PersonRow {
  id: string;
  name: string;
  email: string;
  verified: boolean;
  password: string | null;
  /** How often all their sessions were ended, when the row was read. */
  signOuts: number;
}

/** New passwords. Each ends the tokens of all mails that the person was sent, and all other sessions. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly database: DatabaseService,
    private readonly tokens: MailTokensService,
    private readonly mailer: MailerService,
    private readonly domains: SsoDomainsService,
    private readonly notices: NoticesService,
    private readonly log: PersonLogService,
    @Inject(AUTH) private readonly auth: Auth,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async hash(password: string): Promise<string> {
    return (await this.auth.$context).password.hash(password);
  }

  /** Whether it is the person's password. */
  async isRight({ password: hash }: PersonRow, password: string): Promise<boolean> {
    return hash !== null && (await this.auth.$context).password.verify({ hash, password });
  }

  /** The same is done whether the address is known or not: only its mailbox is told. */
  async requestReset(email: string): Promise<void> {
    this.mailer.requireConfigured();
    await this.domains.refuseOtherWays(email);
    const [person] = await this.database.run<PersonRow>(personByEmail, [email]);
    const isKnown = person?.verified ?? false;
    const token = await this.tokens.make('reset', person?.id ?? email, isKnown);
    if (isKnown) this.mailer.send(passwordResetMail(email, this.settings.publicUrl, token));
  }

  /**
   * Ends all sessions of the person.
   * @throws ApiError `invalid_request` for a token that is wrong, used or too old, or a password that is guessed first
   */
  async reset({ token, newPassword }: NewPassword): Promise<DeviceOwner> {
    const person = await this.person(await this.tokens.owner('reset', token));
    requireGoodPassword(newPassword, person);
    const password = await this.hash(newPassword);
    await this.database.transaction(async (sql) => {
      await sql.run(lockPerson, [person.id]);
      await this.tokens.take(sql, 'reset', token);
      await sql.run(setPassword, [newId('ver'), person.id, password]);
      await this.log.own(sql, person.id, 'person.password_changed', { by: 'mail_link' });
      await this.tokens.endAll(sql, person.id, person.email);
      await sql.run(deleteOtherSessions, [person.id, null]);
    });
    this.notices.passwordChanged(person.email);
    return { id: person.id, password };
  }

  /**
   * Of several changes at once, one succeeds; its session goes on under a new token and is the only one. Answers the cookies for it.
   * @throws ApiError `invalid_request` for a wrong password, or a new one that is guessed first
   */
  async change(
    signedIn: SignedIn,
    { currentPassword, newPassword }: PasswordChange,
    client: Client,
  ): Promise<{ owner: DeviceOwner; cookies: string[] }> {
    const { personId, sessionId } = signedIn;
    const person = await this.person(personId);
    if (!(await this.isRight(person, currentPassword))) throw wrongPassword();
    requireGoodPassword(newPassword, person);
    const password = await this.hash(newPassword);
    const token = newToken();
    await this.database.transaction(async (sql) => {
      await lockSignedIn(sql, signedIn);
      const [replaced] = await sql.run(replacePassword, [personId, person.password, password]);
      if (!replaced) throw wrongPassword();
      await this.log.own(sql, personId, 'person.password_changed', { by: 'current_password' });
      await this.tokens.endAll(sql, personId, person.email);
      await sql.run(deleteOtherSessions, [personId, sessionId]);
      const [kept] = await sql.run(renewSession, [sessionId, sha256(token)]);
      if (!kept) throw new ApiError('unauthorized');
    });
    this.notices.passwordChanged(person.email);
    const headers = headersOf(client);
    const set = await this.auth.api.setSessionCookie({ body: { token }, headers, returnHeaders: true });
    return { owner: { id: personId, password }, cookies: set.headers.getSetCookie() };
  }

  private async person(id: string): Promise<PersonRow> {
    const [person] = await this.database.run<PersonRow>(personById, [id]);
    if (!person?.verified) throw badToken();
    await this.domains.refuseOtherWays(person.email);
    return person;
  }
}

const wrongPassword = () => ApiError.field('currentPassword', 'expected your current password');
