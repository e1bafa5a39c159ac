import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { MailModule } from '../mail/mail.module.js';
import { AccountsService } from './accounts.service.js';
import { DownloadsService } from './downloads.service.js';
import { KeysService } from './keys.service.js';
import { MembersService } from './members.service.js';
import { SsoDomainsService } from './oidc/sso-domains.service.js';
import { SignInRetentionService } from './people/sign-in-retention.service.js';
import { StandingService } from './standing.service.js';

@Module({
  imports: [JournalModule, MailModule],
  providers: [
    AccountsService,
    KeysService,
    MembersService,
    SignInRetentionService,
    StandingService,
    DownloadsService,
    SsoDomainsService,
  ],
  exports: [
    AccountsService,
    KeysService,
    MembersService,
    SignInRetentionService,
    StandingService,
    DownloadsService,
    SsoDomainsService,
  ],
})
export class AccountsModule {}
