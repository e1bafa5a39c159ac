import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.service.js';
import { QueueService } from '../queue/queue.service.js';
import { leaseDueDeliveries, relayEvents } from './deliveries.sql.js';

const PAGE = 500;
/** Time a delivery may spend in Redis and on its way before it counts as lost. */
const LEASE_SECONDS = 60;

/** Takes events out of the outbox and hands deliveries that are due to the workers. Safe to run twice at once. */
@Injectable()
export class Relay {
  constructor(
    private readonly database: Database,
    private readonly queue: QueueService,
  ) {}

  async relay(): Promise<void> {
    await this.database.run(relayEvents, [PAGE]);
    const due = await this.database.run<{ id: string }>(leaseDueDeliveries, [PAGE, LEASE_SECONDS]);
    await this.queue.add(
      'deliveries',
      due.map(({ id }) => id),
    );
  }
}
