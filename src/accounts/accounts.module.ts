import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccountsService } from './accounts.service.js';
import { CallerGuard } from './caller.guard.js';

@Module({
  providers: [AccountsService, { provide: APP_GUARD, useClass: CallerGuard }],
  exports: [AccountsService],
})
export class AccountsModule {}
