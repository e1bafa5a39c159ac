import { AsyncLocalStorage } from 'node:async_hooks';
import type { DatabaseService } from '../../src/database/database.service.js';
import type { PrismaService } from '../../src/database/prisma.service.js';

type Work<T> = (...given: never[]) => Promise<T>;

/**
 * Notes where a transaction asks the pool for a second connection while it holds its own. As many such transactions as the pool
 * has connections wait for each other until they time out, which shows under load alone; this shows it at the first call.
 */
export function watchNestedCheckouts(database: DatabaseService, prisma: PrismaService): string[] {
  const found: string[] = [];
  const holding = new AsyncLocalStorage<{ open: boolean }>();
  /** What `work` leaves running when the transaction is over asks for connections like everybody else. */
  const held = async <T>(work: () => Promise<T>): Promise<T> => {
    const transaction = { open: true };
    try {
      return await holding.run(transaction, work);
    } finally {
      transaction.open = false;
    }
  };
  const { pool } = database;
  const connect = pool.connect.bind(pool) as (...given: unknown[]) => unknown;
  pool.connect = ((...given: unknown[]) => {
    if (holding.getStore()?.open) found.push(String(new Error('a second connection').stack));
    return connect(...given);
  }) as typeof pool.connect;
  const transaction = database.transaction.bind(database);
  database.transaction = (work) => transaction((sql) => held(() => work(sql)));
  const interactive = prisma.$transaction.bind(prisma) as (...given: unknown[]) => Promise<unknown>;
  prisma.$transaction = ((work: unknown, ...options: unknown[]) =>
    typeof work === 'function'
      ? interactive((...given: never[]) => held(() => (work as Work<unknown>)(...given)), ...options)
      : interactive(work, ...options)) as typeof prisma.$transaction;
  return found;
}
