import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { newId } from '#service/common/ids.js';
import type { Settings } from '#service/config/settings.js';
import { CreditsService } from '#service/credits/credits.service.js';
import type { Sql } from '#service/database/database.service.js';
import { compare, rate, type Comparison } from '../rate.ts';

const CLIENTS = 32;
const SECONDS = 3;
const ACCOUNTS = 1_000;

/** The smallest statement that keeps an account from overspending; nothing could be refunded from it. */
const GUARDED_UPDATE = {
  name: 'bench.guarded-update',
  text: `UPDATE credit_balances SET compression_reserved = compression_reserved + 1
         WHERE account_id = $1 AND compression_limit - compression_used - compression_reserved >= 1`,
};

/** The smallest that does the job: also holds what it took, so that it can be settled, and enters it in the ledger. */
const GUARDED_HOLD = {
  name: 'bench.guarded-hold',
  text: `WITH held AS (
           UPDATE credit_balances SET compression_reserved = compression_reserved + 1
           WHERE account_id = $1 AND compression_limit - compression_used - compression_reserved >= 1
           RETURNING account_id, period_no),
         entered AS (
           INSERT INTO credit_ledger (account_id, entry, bucket, amount, period_no, batch_id)
           SELECT account_id, 'reserve', 'compression', 1, period_no, $2 FROM held)
         INSERT INTO reservations (account_id, batch_id, period_no, compression, ai_plan, ai_topup)
         SELECT account_id, $2, period_no, 1, 0, 0 FROM held`,
};

/** Reserving one credit: on one hot account, and spread over many. */
export async function benchReserve(app: NestFastifyApplication, settings: Settings): Promise<Comparison[]> {
  const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: CLIENTS });
  const sql: Sql = {
    run: async <Row extends object>(statement: { name: string; text: string }, values: unknown[] = []) =>
      (await pool.query<Row>({ ...statement, values })).rows,
    afterCommit: (tell) => tell(),
  };
  const accounts = await makeAccounts(pool);
  const credits = app.get(CreditsService);
  const reserve = (account: () => string) => () =>
    rate(CLIENTS, SECONDS, () =>
      credits.reserve(sql, { accountId: account(), batchId: newId('bat'), compression: 1, ai: 0 }),
    );
  const update = (account: () => string) => () => rate(CLIENTS, SECONDS, () => sql.run(GUARDED_UPDATE, [account()]));
  const hold = (account: () => string) => () =>
    rate(CLIENTS, SECONDS, () => sql.run(GUARDED_HOLD, [account(), newId('bat')]));
  const hot = () => accounts[0] ?? '';
  const any = () => accounts[Math.floor(Math.random() * accounts.length)] ?? '';
  const results = [
    await compare('reserve, one account, 32 clients', reserve(hot), 'guarded update, hold, ledger', hold(hot)),
    await compare('reserve, one account, 32 clients', reserve(hot), 'guarded update alone', update(hot)),
    await compare('reserve, 1,000 accounts, 32 clients', reserve(any), 'guarded update, hold, ledger', hold(any)),
    await compare('reserve, 1,000 accounts, 32 clients', reserve(any), 'guarded update alone', update(any)),
  ];
  await pool.end();
  return results;
}

async function makeAccounts(pool: pg.Pool): Promise<string[]> {
  const ids = Array.from({ length: ACCOUNTS }, () => newId('acc'));
  await pool.query(
    `INSERT INTO accounts (id, name, email, plan) SELECT id, 'Benchmark', 'b@example.com', 'agency' FROM unnest($1::text[]) AS id`,
    [ids],
  );
  await pool.query(
    `INSERT INTO credit_balances (account_id, plan, anchor, period_no, period_start, period_end, compression_limit, ai_limit)
     SELECT id, 'agency', now(), 0, now(), now() + interval '1 month', 1000000000, 1000000000 FROM unnest($1::text[]) AS id`,
    [ids],
  );
  return ids;
}
