import { Injectable } from '@nestjs/common';
import { earliestId } from '../common/ids.js';
import { DatabaseService } from '../database/database.service.js';
import { deleteOldDeliveries, deleteOldEvents, forgetPreviousSecrets } from './retention.sql.js';

/** How long deliveries can be looked at, resent and replayed. */
export const KEPT_DAYS = 30;
const DAY_MS = 24 * 3_600_000;

/** Forgets what is older than the log reaches, a page at a time. */
@Injectable()
export class WebhookRetentionService {
  constructor(private readonly database: DatabaseService) {}

  /** Answers how many rows the largest part of the page had: as many as `limit` when there may be more. */
  async forget(limit: number): Promise<number> {
    const oldest = Date.now() - KEPT_DAYS * DAY_MS;
    await this.database.run(forgetPreviousSecrets);
    const deliveries = await this.database.run(deleteOldDeliveries, [earliestId('del', oldest), limit, KEPT_DAYS]);
    const events = await this.database.run(deleteOldEvents, [earliestId('evt', oldest), limit]);
    return Math.max(deliveries.length, events.length);
  }
}
