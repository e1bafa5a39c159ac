import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { DatabaseService } from './database.service.js';
import { PrismaClient } from './generated/client.js';

/**
 * Limits of a transaction of Prisma's, whose own are shorter than ours: it waits for a connection as long as everything else that
 * uses the pool, and lasts as long as its statements may, which have the limits of the settings.
 */
const TRANSACTIONS = { maxWait: 10_000, timeout: 120_000 };

/** Prisma on the same pool as `DatabaseService`, for cold lists and single rows. */
@Injectable()
export class PrismaService extends PrismaClient implements OnApplicationShutdown {
  constructor(database: DatabaseService) {
    super({ adapter: new PrismaPg(database.pool), transactionOptions: TRANSACTIONS });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
  }
}
