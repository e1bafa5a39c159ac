import { Injectable, Logger } from '@nestjs/common';
import { DatabaseService } from '../../database/database.service.js';
import { QueueService } from '../../queue/queue.service.js';
import { MAX_ATTEMPTS } from './claim.sql.js';
import { failAbandoned, putBackAbandoned, queuedForLong } from './rescue.sql.js';
import { SettleService } from '../settlement/settle.service.js';

const PAGE = 500;
/** A queued image normally reaches Redis within milliseconds of its commit. */
const QUEUED_FOR_LONG_SECONDS = 3;

/** Puts back what a crash or a lost Redis left behind. Judges by rows alone, so it may run anywhere and twice. */
@Injectable()
export class RescueService {
  private readonly logger = new Logger('rescue');

  constructor(
    private readonly database: DatabaseService,
    private readonly queue: QueueService,
    private readonly settler: SettleService,
  ) {}

  async rescue(): Promise<void> {
    const putBack = await this.database.run(putBackAbandoned, [MAX_ATTEMPTS, PAGE]);
    const failed = await this.database.run(failAbandoned, [MAX_ATTEMPTS, PAGE]);
    await this.settler.settleLeftBehind(PAGE);
    // Last: it waits for Redis, and the others must not.
    const requeued = await this.requeueLost();
    if (putBack.length + failed.length + requeued > 0) {
      this.logger.warn(`${putBack.length} put back, ${failed.length} failed, ${requeued} queued again`);
    }
  }

  /** Images that the database believes to be in Redis and Redis does not hold. */
  private async requeueLost(): Promise<number> {
    const rows = await this.database.run<{ id: string }>(queuedForLong, [QUEUED_FOR_LONG_SECONDS, PAGE]);
    if (rows.length === 0) return 0;
    const lost = await this.queue.missing(
      'images',
      rows.map(({ id }) => id),
    );
    // They have waited long enough to go before all others.
    const jobs = lost.map((id) => ({ id, rank: 0 }));
    await this.queue.addRanked('images', jobs);
    return lost.length;
  }
}
