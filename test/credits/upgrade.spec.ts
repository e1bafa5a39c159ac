import { migrate } from '../../src/database/migrate.js';
import { databaseBefore } from '../support/previous-version.js';
import type { ScratchDatabase } from '../support/scratch-database.js';
import { startService, type Service } from '../support/service.js';

/** Accounts as the version before left them: unlimited, over a limit, in debt, with an open batch and a period that is over. */
const ROWS = `
  INSERT INTO accounts (id, name, email, plan) SELECT 'acc_' || n, n, n || '@example.com', 'agency'
    FROM unnest(ARRAY['unlimited', 'over', 'debt', 'open']) AS n;
  INSERT INTO credit_balances (account_id, plan, anchor, anchor_no, period_no, period_start, period_end, compression_limit, compression_used,
      compression_reserved, ai_limit, ai_used, ai_reserved, topup_debt)
    SELECT a, 'agency', s, 1, 1, s, s + interval '1 month', c_limit, c_used, c_held, ai_limit, ai_used, 0, debt
    FROM (SELECT date_trunc('second', now() - interval '2 days') AS s) AS start,
    (VALUES ('acc_unlimited', NULL::bigint, 500, 0, 100::bigint, 30, 0), ('acc_over', 200, 600, 0, 10, 25, 0),
      ('acc_debt', 100, 0, 0, 10, 0, 7), ('acc_open', 100, 20, 5, 10, 0, 0)) AS v(a, c_limit, c_used, c_held, ai_limit, ai_used, debt);
  INSERT INTO credit_periods (account_id, period_no, period_start, period_end, plan, compression_limit, compression_used,
      compression_reserved, ai_limit, ai_used, ai_reserved)
    SELECT account_id, 0, period_start - interval '1 month', period_start, 'agency', 100, 140, 0, 10, 4, 0 FROM credit_balances
    WHERE account_id = 'acc_open';
  INSERT INTO batches (id, account_id, status, source_connection_id, destination_connection_id, request, total)
    VALUES ('bat_open', 'acc_open', 'running', 'con_none', 'con_none', '{"source":{},"destination":{},"compress":{}}', 5);
  INSERT INTO images (id, batch_id, account_id, key, status, lease_until)
    SELECT 'img_' || n, 'bat_open', 'acc_open', n || '.jpg', 'processing', now() + interval '1 year' FROM generate_series(1, 5) AS n;
  INSERT INTO reservations (account_id, batch_id, period_no, compression, ai_plan, ai_topup) VALUES ('acc_open', 'bat_open', 1, 5, 0, 0)`;

describe('a database of the version before allowances were earned with time', () => {
  let database: ScratchDatabase;
  let service: Service;

  beforeAll(async () => {
    database = await databaseBefore('20261201090000');
    await database.query(ROWS);
    await migrate(database.url);
    service = await startService({ environment: { ROLE: 'api' }, databaseUrl: database.url });
  });
  afterAll(async () => {
    await service.close();
    await database.drop();
  });

  const balance = async (account: string) =>
    (await database.query('SELECT * FROM credit_balances WHERE account_id = $1', [account])).rows[0] as object;

  it('keeps unlimited allowances, limits, what is held and debts', async () => {
    expect(await balance('acc_unlimited')).toMatchObject({
      compression_limit: null,
      compression_monthly: null,
      ai_limit: 100,
    });
    expect(await balance('acc_open')).toMatchObject({
      compression_limit: 100,
      compression_used: 20,
      compression_reserved: 5,
    });
    expect(await balance('acc_debt')).toMatchObject({ topup_debt: 7, compression_limit: 100, compression_carried: 0 });
  });

  it('what was used over a smaller plan under the rule before is granted, and not owed afterwards', async () => {
    expect(await balance('acc_over')).toMatchObject({ compression_limit: 600, compression_monthly: 200, ai_limit: 25 });
  });

  it('has sound limits in its books', async () => {
    const { body } = await service.client.admin<{ checks: { name: string; ok: boolean; detail: string }[] }>(
      'GET',
      '/audit',
    );
    const limits = /ledger|ever granted|plans earn|closed period granted/;
    // These rows have no history in the ledger, which the replay of settled credits needs.
    const asked = body.checks.filter(({ name }) => limits.test(name) && !name.startsWith('replaying'));
    expect(asked.length).toBeGreaterThanOrEqual(4);
    expect(asked.filter(({ ok }) => !ok)).toEqual([]);
  });
});
