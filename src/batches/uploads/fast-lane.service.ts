import { Inject, Injectable, Logger } from '@nestjs/common';
import { errorText } from '../../common/foreign-text.js';
import type { PlanName } from '../../config/plans.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import type { Sql } from '../../database/database.service.js';
import { QueueService } from '../../queue/queue.service.js';
import { takeLane } from './fast-lane.sql.js';

/** Images of one account before all others at most, whatever it sends: as many as one request has files. */
const PLACES = 20;
/** Hand-overs that wait for Redis at most. While it is away more would only fill the memory. */
const MAX_UNDER_WAY = 100;

/**
 * The way to the workers for images whose caller waits: queued with their batch, and in Redis before all others. Rows are
 * the truth here too: what does not reach Redis is put there by the rescue.
 */
@Injectable()
export class FastLaneService {
  private readonly logger = new Logger('fast lane');
  private underWay = 0;

  constructor(
    private readonly queue: QueueService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Answers the images that have a place; the dispatcher takes the others in turn. */
  async take(sql: Sql, batch: { id: string; accountId: string }, plan: PlanName): Promise<string[]> {
    const { imagesAtOnce } = this.settings.catalogue.plans[plan];
    const places = Math.min(PLACES, imagesAtOnce ?? PLACES);
    const taken = await sql.run<{ id: string }>(takeLane, [batch.id, batch.accountId, places]);
    return taken.map(({ id }) => id);
  }

  /** After the commit. Does not wait for Redis, which may be away. */
  handOver(imageIds: string[]): void {
    if (this.underWay >= MAX_UNDER_WAY) return;
    this.underWay += 1;
    void this.queue
      .addRanked(
        'images',
        imageIds.map((id) => ({ id, rank: 0 })),
      )
      .catch((error: unknown) => this.logger.warn(`${imageIds.length} images wait for the rescue: ${errorText(error)}`))
      .finally(() => (this.underWay -= 1));
  }
}
