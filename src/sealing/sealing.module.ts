import { Module } from '@nestjs/common';
import { LooseTextsService } from './loose-texts.service.js';
import { ResealService } from './reseal.service.js';

@Module({ providers: [LooseTextsService, ResealService], exports: [LooseTextsService, ResealService] })
export class SealingModule {}
