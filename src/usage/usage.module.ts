import { Module } from '@nestjs/common';
import { CreditsModule } from '../credits/credits.module.js';
import { UsageController } from './usage.controller.js';

@Module({ imports: [CreditsModule], controllers: [UsageController] })
export class UsageModule {}
