import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { MailModule } from '../mail/mail.module.js';
import { AccountsService } from './accounts.service.js';
import { DownloadsService } from './downloads.service.js';
import { KeysService } from './keys.service.js';
import { MembersService } from './members.service.js';
import { SignInResetService } from './factors/sign-in-reset.service.js';
import { SsoDomainsService } from './oidc/sso-domains.service.js';
import { MailTokensService } from './people/mail-tokens.service.js';
import { PersonLogService } from './people/person-log.service.js';
import { SignInRetentionService } from './people/sign-in-retention.service.js';
import { StandingService } from './standing.service.js';

@Module({
  imports: [JournalModule, MailModule],
  providers: [
    AccountsService,
    KeysService,
    MailTokensService,
    MembersService,
    PersonLogService,
    SignInResetService,
    SignInRetentionService,
    StandingService,
    DownloadsService,
    SsoDomainsService,
  ],
  exports: [
    AccountsService,
    KeysService,
    MailTokensService,
    MembersService,
    PersonLogService,
    SignInResetService,
    SignInRetentionService,
    StandingService,
    DownloadsService,
    SsoDomainsService,
  ],
})
export class AccountsModule {}
