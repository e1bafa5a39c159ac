import { Module } from '@nestjs/common';
import { CreditsModule } from '../credits/credits.module.js';
import { UsageHistory } from './usage-history.js';
import { UsageController } from './usage.controller.js';

@Module({ imports: [CreditsModule], controllers: [UsageController], providers: [UsageHistory] })
export class UsageModule {}
