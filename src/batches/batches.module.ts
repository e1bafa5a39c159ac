import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdmissionModule } from './admission/admission.module.js';
import { BatchesController } from './batches.controller.js';
import { CeilingModule } from './ceiling/ceiling.module.js';
import { ControlModule } from './control/control.module.js';
import { DescriptionModule } from './description/description.module.js';
import { DispatchModule } from './dispatch/dispatch.module.js';
import { ExpansionModule } from './expansion/expansion.module.js';
import { ReadingModule } from './reading/reading.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { UploadsModule } from './uploads/uploads.module.js';
import { WorkModule } from './work/work.module.js';

/** Composes the stages of a batch. Other rooms see what `index.ts` names. */
@Module({
  imports: [
    AccountsModule,
    AdmissionModule,
    CeilingModule,
    ControlModule,
    DescriptionModule,
    DispatchModule,
    ExpansionModule,
    ReadingModule,
    RetentionModule,
    UploadsModule,
    WorkModule,
  ],
  controllers: [BatchesController],
  exports: [
    CeilingModule,
    ControlModule,
    DescriptionModule,
    ExpansionModule,
    RetentionModule,
    UploadsModule,
    WorkModule,
  ],
})
export class BatchesModule {}
