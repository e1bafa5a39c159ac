import { Module } from '@nestjs/common';
import { FaultsModule } from '../../faults/faults.module.js';
import { CreditsModule } from '../../credits/credits.module.js';
import { StorageModule } from '../../storage/storage.module.js';
import { AdmissionModule } from '../admission/admission.module.js';
import { ResultsModule } from '../results/results.module.js';
import { SettlementModule } from '../settlement/settlement.module.js';
import { EstimateService } from './estimate.service.js';
import { ExpandService } from './expand.service.js';
import { ExpansionEndService } from './expansion-end.service.js';
import { ListingBoundsService } from './listing-bounds.service.js';
import { SourceRowsService } from './source-rows.service.js';
import { UncoveredImagesService } from './uncovered-images.service.js';

/** From a source to rows, and estimates. */
@Module({
  imports: [AdmissionModule, CreditsModule, FaultsModule, ResultsModule, SettlementModule, StorageModule],
  providers: [
    EstimateService,
    ExpandService,
    ExpansionEndService,
    ListingBoundsService,
    SourceRowsService,
    UncoveredImagesService,
  ],
  exports: [ExpandService, ExpansionEndService],
})
export class ExpansionModule {}
