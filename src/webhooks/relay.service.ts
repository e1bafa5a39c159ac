import { Injectable } from '@nestjs/common';
import { DatabaseService } from '../database/database.service.js';
import { QueueService } from '../queue/queue.service.js';
import { relayEvents } from './fan-out.sql.js';
import { offerTurns } from './turns.sql.js';

const PAGE = 500;
/** Pages in a round: what is more waits for the next one, half a second later. */
const MAX_PAGES = 20;
/** How long an endpoint's id may wait in Redis until it counts as lost. */
const OFFER_SECONDS = 5;
/** Endpoints of one account that are served at once: a quarter of what a process has places for. */
const TURNS_OF_AN_ACCOUNT = 32;

/** Takes events out of the outbox and hands endpoints with something due to the workers. Safe to run twice at once. */
@Injectable()
export class RelayService {
  constructor(
    private readonly database: DatabaseService,
    private readonly queue: QueueService,
  ) {}

  async relay(): Promise<void> {
    await inPages(() => this.database.run(relayEvents, [PAGE]));
    await inPages(() => this.offer());
  }

  private async offer(): Promise<unknown[]> {
    const due = await this.database.run<{ id: string }>(offerTurns, [PAGE, OFFER_SECONDS, TURNS_OF_AN_ACCOUNT]);
    await this.queue.add(
      'deliveries',
      due.map(({ id }) => id),
    );
    return due;
  }
}

async function inPages(page: () => Promise<unknown[]>): Promise<void> {
  for (let count = 0; count < MAX_PAGES; count += 1) if ((await page()).length < PAGE) return;
}
