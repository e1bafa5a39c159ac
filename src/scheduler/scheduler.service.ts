import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Rescuer } from '../batches/rescue.service.js';
import { Repeat } from '../common/repeat.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { CreditsService } from '../credits/credits.service.js';
import { Database } from '../database/database.service.js';
import { Relay } from '../webhooks/relay.service.js';

const ACCOUNTS_PER_ROUND = 200;

/** The timetable. Every duty finds its work by rows alone, so two schedulers only share it. */
@Injectable()
export class Scheduler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly duties: Repeat[];

  constructor(
    credits: CreditsService,
    database: Database,
    rescuer: Rescuer,
    relay: Relay,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    const logger = new Logger('scheduler');
    this.duties = [
      new Repeat('relay events', 500, () => relay.relay(), logger),
      new Repeat('rescue images', 2_000, () => rescuer.rescue(), logger),
      new Repeat('roll periods', 10_000, () => rollAllDue(credits, database), logger),
    ];
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('scheduler')) this.duties.forEach((duty) => duty.start());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.duties.map((duty) => duty.stop()));
  }
}

async function rollAllDue(credits: CreditsService, database: Database): Promise<void> {
  let rolled: number;
  do rolled = await credits.rollDue(database, ACCOUNTS_PER_ROUND);
  while (rolled === ACCOUNTS_PER_ROUND);
}
