import { Inject, Injectable, Logger } from '@nestjs/common';
import { errorText } from '../../common/foreign-text.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService } from '../../database/database.service.js';
import { MailerService, type Mail } from '../../mail/mailer.service.js';
import { ownersOf } from '../members.sql.js';
import { AttemptsService } from './attempts.service.js';
import type { Client } from './client.js';
import { deviceName } from './device-name.js';
import { newKeyMail, newSignInMail, passwordChangedMail } from './mails.js';

/** Tells people by mail what was done in their name. Nobody waits for it. */
@Injectable()
export class NoticesService {
  private readonly logger = new Logger('people');

  constructor(
    private readonly database: DatabaseService,
    private readonly mailer: MailerService,
    private readonly attempts: AttemptsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  newSignIn(email: string, { userAgent, address }: Client): void {
    this.send(async () => [newSignInMail(email, this.settings.publicUrl, deviceName(userAgent), address)]);
  }

  passwordChanged(email: string): void {
    this.send(async () => [passwordChangedMail(email, this.settings.publicUrl)]);
  }

  newKey(accountId: string, { name, masked }: { name: string; masked: string }): void {
    this.send(async () => {
      const owners = await this.database.run<{ email: string; account: string }>(ownersOf, [accountId]);
      const { publicUrl } = this.settings;
      return owners.map(({ email, account }) => newKeyMail(email, publicUrl, account, name, masked));
    });
  }

  tell(mail: Mail): void {
    this.send(async () => [mail]);
  }

  private send(make: () => Promise<Mail[]>): void {
    if (!this.mailer.configured) return;
    const sending = async () => {
      for (const mail of await make()) {
        // A script that makes keys must not fill anybody's mailbox.
        const isAllowed = await this.attempts.take('notice', { mailbox: mail.to }).then(
          () => true,
          () => false,
        );
        if (isAllowed) this.mailer.send(mail);
      }
    };
    sending().catch((error: unknown) => this.logger.error(`A notice was not sent by mail: ${errorText(error)}`));
  }
}
