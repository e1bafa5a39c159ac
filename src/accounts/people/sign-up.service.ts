import { Inject, Injectable } from '@nestjs/common';
import { newId } from '../../common/ids.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService } from '../../database/database.service.js';
import { SsoDomainsService } from '../oidc/sso-domains.service.js';
import { MailerService } from '../../mail/mailer.service.js';
import type { FinishedSignUp } from './auth-schema.js';
import { badToken, MailTokensService } from './mail-tokens.service.js';
import { alreadySignedUpMail, signUpMail } from './mails.js';
import { PasswordsService } from './passwords.service.js';
import { requireGoodPassword } from './password-rules.js';
import type { DeviceOwner } from './devices.service.js';
import { deleteCredentials, personByEmail, provePerson, setPassword } from './people.sql.js';
import { deleteOtherSessions } from './sessions.sql.js';

/**
 * From an address to a person. Nothing is chosen before the mailbox is proved, so signing up with somebody else's address leaves
 * nothing behind that could be used later.
 */
@Injectable()
export class SignUpService {
  constructor(
    private readonly database: DatabaseService,
    private readonly tokens: MailTokensService,
    private readonly passwords: PasswordsService,
    private readonly mailer: MailerService,
    private readonly domains: SsoDomainsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The same is done, and answered, whether the address is known or not: only its mailbox is told. */
  async begin(email: string): Promise<void> {
    this.mailer.requireConfigured();
    await this.domains.refuseOtherWays(email);
    const isKnown = await this.isProved(email);
    const token = await this.tokens.make('sign-up', email, !isKnown);
    const { publicUrl } = this.settings;
    this.mailer.send(isKnown ? alreadySignedUpMail(email, publicUrl) : signUpMail(email, publicUrl, token));
  }

  /** Sends the link once more to an address that has begun to sign up, and nothing to any other. */
  async sendAgain(email: string): Promise<void> {
    this.mailer.requireConfigured();
    await this.domains.refuseOtherWays(email);
    const [[person], isOpen] = await Promise.all([
      this.database.run<{ verified: boolean }>(personByEmail, [email]),
      this.tokens.isOpen(email),
    ]);
    const hasBegun = person ? !person.verified : isOpen;
    const token = await this.tokens.make('sign-up', email, hasBegun);
    if (hasBegun) this.mailer.send(signUpMail(email, this.settings.publicUrl, token));
  }

  /**
   * The holder of the token has read the mailbox. Passwords and tokens that anybody set for the address before end here.
   * @throws ApiError `invalid_request` for a token that is wrong, used or too old, or a password that is guessed first
   */
  async finish({ token, name, newPassword }: FinishedSignUp): Promise<DeviceOwner> {
    const email = await this.tokens.owner('sign-up', token);
    await this.domains.refuseOtherWays(email);
    requireGoodPassword(newPassword, { name, email });
    const password = await this.passwords.hash(newPassword);
    return this.database.transaction(async (sql) => {
      // The person first, as everywhere: two links of one address that are opened at once wait for each other here.
      const [proved] = await sql.run<{ id: string }>(provePerson, [newId('per'), name, email]);
      if (!proved) throw badToken();
      await this.tokens.take(sql, 'sign-up', token);
      await sql.run(deleteOtherSessions, [proved.id, null]);
      await sql.run(deleteCredentials, [proved.id]);
      await sql.run(setPassword, [newId('ver'), proved.id, password]);
      await this.tokens.endAll(sql, proved.id, email);
      return { id: proved.id, password };
    });
  }

  private async isProved(email: string): Promise<boolean> {
    const [person] = await this.database.run<{ verified: boolean }>(personByEmail, [email]);
    return person?.verified ?? false;
  }
}
