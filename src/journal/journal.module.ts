import { Module } from '@nestjs/common';
import { Journal } from './journal.service.js';

@Module({ providers: [Journal], exports: [Journal] })
export class JournalModule {}
