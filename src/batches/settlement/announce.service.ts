import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { CreditsService } from '../../credits/credits.service.js';
import type { Sql } from '../../database/database.service.js';
import type { EventType } from '../../events/catalogue.js';
import { EventsService } from '../../events/events.service.js';
import { BatchReaderService } from '../reading/batch-reader.service.js';
import { batchView } from '../reading/batch-view.js';

/** Tells of a batch's end, in the transaction that ended it: the batch, its report and the usage at that instant. */
@Injectable()
export class AnnounceService {
  constructor(
    private readonly reader: BatchReaderService,
    private readonly credits: CreditsService,
    private readonly events: EventsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async announce(sql: Sql, accountId: string, batchId: string, type: EventType): Promise<void> {
    const row = await this.reader.row(sql, accountId, batchId);
    const reportUrl = `${this.settings.publicUrl}/api/batches/${batchId}/report.csv`;
    const { usage } = await this.credits.usage(sql, accountId);
    const data = { ...batchView(row), reportUrl, usage };
    await this.events.append(sql, [{ accountId, type, data, endpointId: row.webhook_endpoint_id }]);
  }
}
