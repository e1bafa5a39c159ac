import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AnnounceService } from '../../src/batches/settlement/announce.service.js';
import { EnforcementService } from '../../src/billing/enforcement.service.js';
import { SettleService } from '../../src/batches/settlement/settle.service.js';
import { AlertsService } from '../../src/credits/alerts.service.js';
import { BudgetsService } from '../../src/credits/budgets.service.js';
import { CreditsService } from '../../src/credits/credits.service.js';
import { PeriodsService } from '../../src/credits/periods.service.js';
import { TopupsService } from '../../src/credits/topups.service.js';
import { IdempotencyService } from '../../src/database/idempotency.service.js';
import { AccountChangesService } from '../../src/operator/account-changes.service.js';
import { AdjustService } from '../../src/operator/adjust.service.js';
import { AuditService } from '../../src/operator/audit.service.js';
import { OperatorService } from '../../src/operator/operator.service.js';
import { startService } from '../support/service.js';
import type { Attempt, Step } from './attempt.js';
import { PLANS } from './plans.js';
import { keyIdOf, KEYS } from './spending.js';

export const OPERATOR = { kind: 'operator', id: 'operator' } as const;

const CLOCK = `
  CREATE TABLE IF NOT EXISTS virtual_clock (at timestamptz(3) NOT NULL);
  INSERT INTO virtual_clock VALUES (now());
  CREATE OR REPLACE FUNCTION credit_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT at FROM virtual_clock'`;
const TABLES = `accounts, api_keys, idempotency_keys, credit_anchors, credit_balances, credit_periods, reservations, credit_usage, batches,
  images, outbox_events, webhook_deliveries`;

type Query = (...given: unknown[]) => Promise<{ rows: Step['rows'] }>;

/**
 * The real services on a database of their own, with a clock that stands still until it is moved and an ear on every
 * statement that a call sends inside a transaction. Only the api role runs, so nobody else acts.
 */
export async function openStage(plans: object = PLANS) {
  const service = await startService({ environment: { ROLE: 'api', DATABASE_POOL_SIZE: '64' }, plans: { plans } });
  const control = new pg.Client({ connectionString: service.environment.DATABASE_URL });
  await control.connect();
  await control.query(CLOCK);
  const holder = new pg.Client({ connectionString: service.environment.DATABASE_URL });
  await holder.connect();
  const acting = new AsyncLocalStorage<Attempt>();
  let zones = ['UTC'];
  service.sql.pool.on('connect', (client) => listen(client, acting, () => zones));
  return {
    database: service.sql,
    control,
    credits: service.app.get(CreditsService),
    alerts: service.app.get(AlertsService),
    budgets: service.app.get(BudgetsService),
    periods: service.app.get(PeriodsService),
    topups: service.app.get(TopupsService),
    operator: service.app.get(OperatorService),
    changes: service.app.get(AccountChangesService),
    adjuster: service.app.get(AdjustService),
    settler: service.app.get(SettleService),
    enforcement: service.app.get(EnforcementService),
    announcer: service.app.get(AnnounceService),
    idempotency: service.app.get(IdempotencyService),
    audit: () => service.app.get(AuditService).audit(),
    /** Runs `work` with its statements heard by the attempt. */
    as: <T>(attempt: Attempt, work: () => Promise<T>) => acting.run(attempt, work),
    setClock: (at: Date) => control.query('UPDATE virtual_clock SET at = $1', [at]),
    terminate: async (pid: number) => {
      await control.query('SELECT pg_terminate_backend($1, 5000)', [pid]);
    },
    /** Keeps an account's row locked until it is released. */
    async holdRow(accountId: string) {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM credit_balances WHERE account_id = $1 FOR UPDATE', [accountId]);
      return { release: () => holder.query('COMMIT') };
    },
    /** Until so many calls wait for a lock; `calls` may fall while it is asked again. */
    async untilWaiting(calls: number | (() => number)) {
      const wanted = typeof calls === 'number' ? () => calls : calls;
      while ((await waiting(control)) < wanted()) await sleep(2);
    },
    /** Keys that nobody calls with. */
    makeKeys: (accountId: string) =>
      control.query(
        `INSERT INTO api_keys (id, account_id, name, hash, masked) SELECT id, $1, 'world', id, id FROM unnest($2::text[]) AS id`,
        [accountId, KEYS.map((key) => keyIdOf(accountId, key))],
      ),
    /** An empty world, whose sessions are in these time zones. */
    async clear(sessionZones: string[]) {
      zones = sessionZones;
      await control.query(`TRUNCATE ${TABLES} CASCADE`);
      // The ledger refuses it of everybody; here a world ends.
      await control.query('ALTER TABLE credit_ledger DISABLE TRIGGER ALL');
      await control.query('TRUNCATE credit_ledger');
      await control.query('ALTER TABLE credit_ledger ENABLE TRIGGER ALL');
    },
    async close() {
      await control.end();
      await holder.end();
      await service.close();
    },
  };
}
export type Stage = Awaited<ReturnType<typeof openStage>>;

async function waiting(control: pg.Client): Promise<number> {
  const { rows } = await control.query<{ n: number }>(
    `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]?.n ?? 0;
}

let connections = 0;

/** Puts an ear on a connection. Statements outside transactions come by callback and are let through. */
function listen(client: pg.PoolClient, acting: AsyncLocalStorage<Attempt>, zones: () => string[]): void {
  const query = client.query.bind(client) as unknown as Query;
  const { processID: pid } = client as unknown as { processID: number };
  const number = connections++;
  let zone = '';
  const heard: Query = async (...given) => {
    const attempt = acting.getStore();
    const [asked] = given as [string | { name: string; values: unknown[] }];
    if (!attempt) return query(...given);
    const { name, values } = typeof asked === 'string' ? { name: asked, values: [] } : asked;
    const wanted = zones()[number % zones().length] ?? 'UTC';
    if (name === 'BEGIN' && zone !== wanted) {
      await query(`SET TIME ZONE '${wanted}'`);
      zone = wanted;
    }
    return attempt.send(pid, name, values, () => query(...given));
  };
  const either = (...given: unknown[]) => (typeof given.at(-1) === 'function' ? query(...given) : heard(...given));
  client.query = either as unknown as typeof client.query;
}
