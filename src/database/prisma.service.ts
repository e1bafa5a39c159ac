import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { DatabaseService } from './database.service.js';
import { PrismaClient } from './generated/client.js';

/** How long a transaction of Prisma's waits for a connection: as long as everything else that uses the pool. */
const CONNECTION_WAIT_MS = 10_000;

/** Prisma on the same pool as `DatabaseService`, for cold lists and single rows. */
@Injectable()
export class PrismaService extends PrismaClient implements OnApplicationShutdown {
  constructor(database: DatabaseService) {
    super({ adapter: new PrismaPg(database.pool), transactionOptions: { maxWait: CONNECTION_WAIT_MS } });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
  }
}
