import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorText } from '../../common/foreign-text.js';
import { DatabaseService } from '../../database/database.service.js';
import { endedBatches } from './uploads.sql.js';

/** Between two polls. Most callers wait no longer than a few of them. */
const LOOK_EVERY_MS = 15;
/** Once all have waited longer than `YOUNG_MS`, a tenth of a second makes no difference. */
const LATER_EVERY_MS = 150;
const YOUNG_MS = 3_000;

/** Most have their results by then. */
const STOP_WAIT_MS = 5_000;

interface Wait {
  batchId: string;
  since: number;
  end: (ended: boolean) => void;
}

/** Waits for the images of batches to end: one poll of the rows for all callers of this process. */
@Injectable()
export class ImagesEndService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('waiting');
  private readonly waits = new Set<Wait>();
  private looking = false;

  constructor(private readonly database: DatabaseService) {}

  /** True when all images of the batch have ended, which comes before they are settled; false when the signal came first. */
  async of(batchId: string, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    let wait: Wait | undefined;
    const giveUp = () => wait?.end(false);
    signal.addEventListener('abort', giveUp);
    try {
      return await new Promise<boolean>((end) => {
        wait = { batchId, since: performance.now(), end };
        this.waits.add(wait);
        void this.look();
      });
    } finally {
      signal.removeEventListener('abort', giveUp);
      if (wait) this.waits.delete(wait);
    }
  }

  /** On shutdown, waiting callers are told to poll before their connection is cut. */
  beforeApplicationShutdown(): void {
    const giveUp = () => this.waits.forEach(({ end }) => end(false));
    setTimeout(giveUp, STOP_WAIT_MS).unref();
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    while (this.waits.size > 0) {
      await sleep(this.pause());
      // The database may be back for the next poll; callers have their own limit.
      await this.lookOnce().catch((error: unknown) => this.logger.warn(errorText(error)));
    }
    this.looking = false;
  }

  private async lookOnce(): Promise<void> {
    const waits = [...this.waits];
    const rows = await this.database.run<{ id: string }>(endedBatches, [waits.map(({ batchId }) => batchId)]);
    const ended = new Set(rows.map(({ id }) => id));
    for (const { batchId, end } of waits) if (ended.has(batchId)) end(true);
  }

  private pause(): number {
    const youngest = Math.max(...[...this.waits].map(({ since }) => since));
    return performance.now() - youngest < YOUNG_MS ? LOOK_EVERY_MS : LATER_EVERY_MS;
  }
}
