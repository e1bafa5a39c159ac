import { Injectable, Logger } from '@nestjs/common';
import { DatabaseService } from '../database/database.service.js';
import { SealingService } from '../database/sealing.service.js';
import { ResealService } from './reseal.service.js';

/** Pages in one round: a process that stops waits for them. */
const PAGES = 10;
/** By then no process of the version before runs any more, and nobody goes back to it. */
const UPGRADE_HOURS = 72;

/** Ends the time of loose texts where no operator does. */
@Injectable()
export class LooseTextsService {
  private readonly logger = new Logger('sealing');
  /** Where its run stands; undefined before and after. */
  private next: string | undefined;
  private isOver = false;
  private told = false;

  constructor(
    private readonly database: DatabaseService,
    private readonly sealing: SealingService,
    private readonly resealer: ResealService,
  ) {}

  /** Some pages, once it is time. Says what is to come before. */
  async bindWhenDue(): Promise<void> {
    if (this.isOver) return;
    const { state, since } = await this.sealing.looseTexts(this.database);
    if (state === 'refused' || !since) this.isOver = true;
    else if (state === 'read' || Date.now() >= endOfUpgrade(since)) await this.bindPages();
    else if (!this.told) this.tell(since);
  }

  /** What could not be read keeps the time from ending. That is told once, and tried again by the next process. */
  private async bindPages(): Promise<void> {
    for (let page = 0; page < PAGES && !this.isOver; page += 1) {
      const { next, looseTexts } = await this.resealer.page(this.next);
      this.next = next ?? undefined;
      this.isOver = next === null;
      if (next === null && looseTexts !== 'refused') {
        this.logger.error('Some sealed texts do not open, so loose ones are still read: docs/operating.md, Upgrades');
      }
    }
  }

  private tell(since: Date): void {
    const when = new Date(endOfUpgrade(since)).toISOString();
    this.logger.warn(
      `Secrets of the previous version are not bound to their rows. POST /api/admin/reseal binds them once none of its processes runs; otherwise the scheduler does so at ${when}`,
    );
    this.told = true;
  }
}

function endOfUpgrade(since: Date): number {
  return since.getTime() + UPGRADE_HOURS * 3_600_000;
}
