import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { MailModule } from '../mail/mail.module.js';
import { AccountsService } from './accounts.service.js';
import { KeysService } from './keys.service.js';
import { MembersService } from './members.service.js';

@Module({
  imports: [JournalModule, MailModule],
  providers: [AccountsService, KeysService, MembersService],
  exports: [AccountsService, KeysService, MembersService],
})
export class AccountsModule {}
