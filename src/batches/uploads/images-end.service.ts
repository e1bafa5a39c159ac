import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../database/database.service.js';
import { endedBatches } from './uploads.sql.js';

/** Between two looks. Most are waited for no longer than a few of them. */
const LOOK_EVERY_MS = 15;
/** When nobody's wait is young any more, a tenth of a second more or less is nothing. */
const LATER_EVERY_MS = 150;
const YOUNG_MS = 3_000;

/** Most have their results by then. */
const STOP_WAIT_MS = 5_000;

interface Wait {
  batchId: string;
  since: number;
  end: (ended: boolean) => void;
}

/** Waits for the images of batches to end: one look at the rows for all who wait in this process. */
@Injectable()
export class ImagesEndService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('waiting');
  private readonly waits = new Set<Wait>();
  private looking = false;

  constructor(private readonly database: Database) {}

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

  /** Who waits when the process ends is told to come back, before the connection is cut. */
  beforeApplicationShutdown(): void {
    const giveUp = () => this.waits.forEach(({ end }) => end(false));
    setTimeout(giveUp, STOP_WAIT_MS).unref();
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    while (this.waits.size > 0) {
      await sleep(this.pause());
      // The database may be back for the next look; those who wait have their own limit.
      await this.lookOnce().catch((error: Error) => this.logger.warn(error.message));
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
