import { Module } from '@nestjs/common';
import { FaultsModule } from '../../faults/faults.module.js';
import { ExpansionModule } from '../expansion/expansion.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { SettlementModule } from '../settlement/settlement.module.js';
import { CancelService } from './cancel.service.js';
import { PauseService } from './pause.service.js';

/** Pause, resume, cancel. */
@Module({
  imports: [ExpansionModule, FaultsModule, ReadingModule, SettlementModule],
  providers: [CancelService, PauseService],
  exports: [CancelService, PauseService],
})
export class ControlModule {}
