import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import type { Actor } from '../../common/http/callers.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService } from '../../database/database.service.js';
import { MailerService } from '../../mail/mailer.service.js';
import { lockPerson } from '../members.sql.js';
import { deleteSubjectsOf } from '../oidc/oidc.sql.js';
import { SsoDomainsService } from '../oidc/sso-domains.service.js';
import { MailTokensService } from '../people/mail-tokens.service.js';
import { personByEmail } from '../people/people.sql.js';
import { PersonLogService } from '../people/person-log.service.js';
import { deleteOtherSessions } from '../people/sessions.sql.js';
import { signInResetMail } from './factor-mails.js';
import { deletePasskeysOf } from './passkeys.sql.js';
import { deleteBackupCodes, deleteSecondFactorOf } from './second-factors.sql.js';
import { deleteStepsOf } from './sign-in-steps.sql.js';

/** `mailed`: the person was sent a mail; false while the service cannot send any. */
export interface SignInReset {
  email: string;
  mailed: boolean;
}

/** The way back for a person who lost what they sign in with. The password alone is left, and whoever reads the mailbox sets another. */
@Injectable()
export class SignInResetService {
  constructor(
    private readonly database: DatabaseService,
    private readonly log: PersonLogService,
    private readonly tokens: MailTokensService,
    private readonly mailer: MailerService,
    private readonly domains: SsoDomainsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Once more does the same once more, and sends another link.
   * @throws ApiError `not_found` for an address that nobody has, or that nobody has proved
   */
  async reset(actor: Actor, email: string): Promise<SignInReset> {
    const [person] = await this.database.run<{ id: string; verified: boolean }>(personByEmail, [email]);
    if (!person?.verified) throw new ApiError('not_found');
    const { id } = person;
    await this.database.transaction(async (sql) => {
      await sql.run(lockPerson, [id]);
      await this.log.append(sql, id, { actor, act: 'person.sign_in_reset', details: { person: id, email } });
      for (const end of [deleteSecondFactorOf, deleteBackupCodes, deletePasskeysOf, deleteSubjectsOf, deleteStepsOf]) {
        await sql.run(end, [id]);
      }
      await this.tokens.endAll(sql, id, email);
      await sql.run(deleteOtherSessions, [id, null]);
    });
    return { email, mailed: await this.mail(id, email) };
  }

  /** People of a domain with single sign-on have no password to choose. */
  private async mail(personId: string, email: string): Promise<boolean> {
    if (!this.mailer.configured) return false;
    const hasPassword = await this.domains.allowsOtherWays(email);
    const token = hasPassword ? await this.tokens.make('reset', personId, true) : null;
    this.mailer.send(signInResetMail(email, this.settings.publicUrl, token));
    return true;
  }
}
