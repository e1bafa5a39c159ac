import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { MailModule } from '../mail/mail.module.js';
import { AccountsService } from './accounts.service.js';
import { KeysService } from './keys.service.js';
import { MembersService } from './members.service.js';
import { SignInRetention } from './people/sign-in-retention.service.js';

@Module({
  imports: [JournalModule, MailModule],
  providers: [AccountsService, KeysService, MembersService, SignInRetention],
  exports: [AccountsService, KeysService, MembersService, SignInRetention],
})
export class AccountsModule {}
