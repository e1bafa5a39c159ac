import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { Database } from '../../database/database.service.js';
import { QueueService } from '../../queue/queue.service.js';
import { DescribeService } from '../description/describe.service.js';
import { Parking } from '../description/parking.service.js';
import { ProviderPaceService } from '../description/provider-pace.service.js';
import { countQueued, queueImages, takeDispatcherTurn, type QueuedImage } from './dispatch.sql.js';
import { ExpandService } from '../expansion/expand.service.js';

/** Images waiting in Redis at most: enough that workers never starve between two rounds, few enough to stay fair. */
const MIN_WINDOW = 100;
const PLACES_PER_SLOT = 2;
/** Open batches looked at in one round; the others come first in the next, because they waited longer. */
const MAX_BATCHES_PER_ROUND = 200;
const MAX_EXPANSIONS_PER_ROUND = 10;

/** Keeps a bounded number of images in Redis, however many wait in the database. */
@Injectable()
export class DispatchService {
  private readonly window: number;
  /** By plan; see `imagesAtOnce`. */
  private readonly ceilings: string;

  constructor(
    private readonly database: Database,
    private readonly queue: QueueService,
    private readonly expansions: ExpandService,
    private readonly describer: DescribeService,
    private readonly parking: Parking,
    private readonly pace: ProviderPaceService,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.window = Math.max(MIN_WINDOW, PLACES_PER_SLOT * settings.workerConcurrency);
    const plans = Object.entries(settings.catalogue.plans);
    this.ceilings = JSON.stringify(Object.fromEntries(plans.map(([name, plan]) => [name, plan.imagesAtOnce])));
  }

  /** One round. The rows are committed as queued first; a crash before Redis has them is healed by the rescuer. */
  async dispatch(): Promise<void> {
    await this.queue.add('expand', await this.expansions.lease(MAX_EXPANSIONS_PER_ROUND));
    await this.queue.addRanked('images', await this.fillWindow(await this.rooms()));
  }

  /** How many images can wait for the AI, here and in files: none while its provider is down. */
  private async rooms(): Promise<{ direct: number; parked: number }> {
    if (await this.pace.isDown()) return { direct: 0, parked: 0 };
    return { direct: this.describer.room.free, parked: await this.parking.room() };
  }

  private fillWindow(rooms: { direct: number; parked: number }): Promise<QueuedImage[]> {
    return this.database.transaction(async (sql) => {
      const [turn] = await sql.run<{ taken: boolean }>(takeDispatcherTurn);
      if (!turn?.taken) return [];
      const [counted] = await sql.run<{ queued: number; to_describe: number }>(countQueued);
      const { queued, to_describe: toDescribe } = counted ?? { queued: 0, to_describe: 0 };
      if (queued >= this.window) return [];
      const direct = Math.max(0, rooms.direct - toDescribe);
      const values = [this.window - queued, MAX_BATCHES_PER_ROUND, this.ceilings, direct, rooms.parked];
      return sql.run<QueuedImage>(queueImages, values);
    });
  }
}
