import { BATCH_CHECKS } from '../../src/batches/audit.sql.js';
import { startService, type Service } from '../support/service.js';

const BATCHES = 3_000;

interface PlanNode {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  Plans?: PlanNode[];
}

/** Rows of a table that a plan looked at, counted each time. */
function rowsRead(node: PlanNode, table: string): number {
  const looked = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
  const below = (node.Plans ?? []).map((inner) => rowsRead(inner, table));
  return below.reduce((sum, rows) => sum + rows, node['Relation Name'] === table ? looked : 0);
}

describe('the audit of an account with thousands of batches', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
  });
  afterAll(() => service.close());

  it('reads each event once, not once for each batch, and names the batch that told nothing', async () => {
    const { id } = await service.client.account();
    await service.sql.pool.query(
      `INSERT INTO batches (id, account_id, status, source_connection_id, destination_connection_id, request, total, ended_at)
       SELECT 'bat_' || n, $1, 'canceled', 'con_none', 'con_none', '{}', 0, now() FROM generate_series(1, $2) AS n`,
      [id, BATCHES],
    );
    await service.sql.pool.query(
      `INSERT INTO outbox_events (id, account_id, type, data)
       SELECT 'evt_' || n, $1, 'batch.canceled', json_build_object('id', 'bat_' || n) FROM generate_series(2, $2) AS n`,
      [id, BATCHES],
    );
    const check = BATCH_CHECKS.find(({ name }) => name === 'every batch that ended told so, once');
    const { pool } = service.sql;
    expect((await pool.query(check?.sql ?? '')).rows).toEqual([{ id: 'bat_1' }]);
    const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${check?.sql}`,
    );
    const [{ Plan: plan }] = rows[0]!['QUERY PLAN'];
    expect(rowsRead(plan, 'outbox_events')).toBeGreaterThan(0);
    expect(rowsRead(plan, 'outbox_events')).toBeLessThanOrEqual(BATCHES);
  });
});
