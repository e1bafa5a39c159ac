import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService } from '../../database/database.service.js';
import { QueueService } from '../../queue/queue.service.js';
import { AiCeilingService } from '../ceiling/ai-ceiling.service.js';
import { DescribeService } from '../description/describe.service.js';
import {
  DescriptionFilesService,
  MAX_PARKED_OF_ACCOUNT,
  MAX_UNSENT_OF_ACCOUNT,
} from '../description/description-files.service.js';
import { countQueued, putBackSuspended, queueImages, takeDispatcherTurn, type QueuedImage } from './dispatch.sql.js';

/** Images waiting in Redis at most: enough that workers never starve between two rounds, few enough to stay fair. */
const MIN_WINDOW = 100;
const PLACES_PER_SLOT = 2;
/** Open batches looked at in one round; the others come first in the next, because they waited longer. */
const MAX_BATCHES_PER_ROUND = 200;

/** How many more images may wait for the AI, by how their descriptions come. */
interface Capacity {
  direct: number;
  filed: number;
}

/** Keeps a bounded number of images in Redis, however many wait in the database. */
@Injectable()
export class DispatchService {
  private readonly window: number;
  /** By plan; see `imagesAtOnce`. */
  private readonly ceilings: string;

  constructor(
    private readonly database: DatabaseService,
    private readonly queue: QueueService,
    private readonly describing: DescribeService,
    private readonly files: DescriptionFilesService,
    private readonly ceiling: AiCeilingService,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.window = Math.max(MIN_WINDOW, PLACES_PER_SLOT * settings.workerConcurrency);
    const plans = Object.entries(settings.catalogue.plans);
    this.ceilings = JSON.stringify(Object.fromEntries(plans.map(([name, plan]) => [name, plan.imagesAtOnce])));
  }

  /** One round. The rows are committed as queued first; a crash before Redis has them is healed by the rescuer. */
  async dispatch(): Promise<void> {
    await this.queue.addRanked('images', await this.fillWindow(await this.capacity()));
  }

  /** How many more images can wait for the AI, here and in files: none while its provider is down. */
  private async capacity(): Promise<Capacity> {
    if (await this.describing.isProviderDown()) return { direct: 0, filed: 0 };
    return { direct: this.describing.inFlight.free, filed: await this.files.capacity() };
  }

  private fillWindow(capacity: Capacity): Promise<QueuedImage[]> {
    return this.database.transaction(async (sql) => {
      const [turn] = await sql.run<{ taken: boolean }>(takeDispatcherTurn);
      if (!turn?.taken) return [];
      await sql.run(putBackSuspended);
      const [counted] = await sql.run<{ queued: number; to_describe: number }>(countQueued);
      const { queued, to_describe: toDescribe } = counted ?? { queued: 0, to_describe: 0 };
      if (queued >= this.window) return [];
      const direct = Math.max(0, capacity.direct - toDescribe);
      const window = [this.window - queued, MAX_BATCHES_PER_ROUND, this.ceilings, direct, capacity.filed];
      const values = [...window, MAX_PARKED_OF_ACCOUNT, MAX_UNSENT_OF_ACCOUNT, this.ceiling.setting];
      return sql.run<QueuedImage>(queueImages, values);
    });
  }
}
