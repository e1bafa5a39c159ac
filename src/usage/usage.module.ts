import { Module } from '@nestjs/common';
import { CreditsModule } from '../credits/credits.module.js';
import { UsageHistoryService } from './usage-history.service.js';
import { UsageController } from './usage.controller.js';

@Module({ imports: [CreditsModule], controllers: [UsageController], providers: [UsageHistoryService] })
export class UsageModule {}
