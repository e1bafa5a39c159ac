import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { MailModule } from '../mail/mail.module.js';
import { AccountsService } from './accounts.service.js';
import { KeysService } from './keys.service.js';
import { MembersService } from './members.service.js';
import { SignInRetentionService } from './people/sign-in-retention.service.js';

@Module({
  imports: [JournalModule, MailModule],
  providers: [AccountsService, KeysService, MembersService, SignInRetentionService],
  exports: [AccountsService, KeysService, MembersService, SignInRetentionService],
})
export class AccountsModule {}
