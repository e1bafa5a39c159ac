import { BATCH_CHECKS } from '../../src/batches/audit.sql.js';
import { startService, type Service } from '../support/service.js';

const BATCHES = 8_000;

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
    const client = await service.sql.pool.connect();
    try {
      // A thousand times what it takes; once for each batch it would take minutes.
      await client.query(`SET statement_timeout = '20s'`);
      expect((await client.query(check?.sql ?? '')).rows).toEqual([{ id: 'bat_1' }]);
    } finally {
      client.release(true);
    }
  });
});
