import type { DatabaseService } from '../../src/database/database.service.js';

/** Puts a virtual clock in the place of the one credits are decided by: the present, so many days on. */
export async function moveCreditClock(database: DatabaseService, days: number): Promise<void> {
  const body = `SELECT clock_timestamp() + interval '${Number(days)} days'`;
  await database.pool.query(
    `CREATE OR REPLACE FUNCTION credit_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$ ${body} $$`,
  );
}
