import { newId } from '../../src/common/ids.js';
import { WebhookRetentionService } from '../../src/webhooks/webhook-retention.service.js';
import { startService } from '../support/service.js';
import { until } from '../support/until.js';
import { WebhookRows } from '../support/webhook-rows.js';

const DAY_MS = 86_400_000;

describe('messages and their attempts', () => {
  it('are kept for 30 days', async () => {
    const endpoint = newId('whe');
    const service = await startService();
    const rows = new WebhookRows(service.sql);
    const account = await service.client.account();
    const { pool } = service.sql;
    await pool.query(
      `INSERT INTO webhook_endpoints (id, account_id, url, events, sealed_secret, paused_at, previous_sealed_secret, previous_secret_until)
       VALUES ($1, $2, 'http://127.0.0.1:9/', '{}', 'x', now(), 'y', now())`,
      [endpoint, account.id],
    );
    const [event] = await rows.append(account, 1);
    await until(
      () => rows.deliveries(),
      (found) => found.length === 1,
    );
    const idOf = (days: number, name: string) => `${timeOf(Date.now() - days * DAY_MS)}${name}`;
    const add = async (days: number, name: string, status: string, type = 'usage.updated') => {
      const made = `now() - interval '${days} days'`;
      const id = idOf(days, name);
      await pool.query(
        `INSERT INTO outbox_events (id, account_id, type, data, created_at, relayed_at) VALUES ($1, $2, $3, '{}', ${made}, now())`,
        [`evt_${id}`, account.id, type],
      );
      await pool.query(
        `INSERT INTO webhook_deliveries (id, account_id, event_id, endpoint_id, status, next_at) VALUES ($1, $2, $3, $4, $5, ${made})`,
        [`del_${id}_x`, account.id, `evt_${id}`, endpoint, status],
      );
      await pool.query(
        `INSERT INTO webhook_attempts (delivery_id, attempt, account_id, started_at, duration_ms) VALUES ($1, 1, $2, ${made}, 1)`,
        [`del_${id}_x`, account.id],
      );
    };
    await add(31, 'a', 'delivered');
    await add(31, 'b', 'failed', 'batch.completed');
    await add(31, 'c', 'pending');
    await add(29, 'd', 'delivered');
    // An old event that was replayed lately: its attempt is in the log for 30 days like any other.
    await add(31, 'e', 'delivered');
    await pool.query(`UPDATE webhook_attempts SET started_at = now() WHERE delivery_id = $1`, [
      `del_${idOf(31, 'e')}_x`,
    ]);
    const retention = service.app.get(WebhookRetentionService);
    for (let count = 2; count === 2;) count = await retention.forget(2);
    const left = async (table: string, column: string) =>
      (await pool.query(`SELECT ${column} AS id FROM ${table}`)).rows.map(({ id }) => id as string);
    expect((await left('webhook_deliveries', 'id')).length).toBe(3);
    expect((await left('webhook_attempts', 'delivery_id')).toSorted()).toEqual([
      `del_${idOf(31, 'e')}_x`,
      `del_${idOf(29, 'd')}_x`,
    ]);
    expect((await left('outbox_events', 'id')).toSorted()).toEqual([
      expect.stringMatching(/^evt_.*b$/),
      expect.stringMatching(/^evt_.*e$/),
      expect.stringMatching(/^evt_.*d$/),
      event,
    ]);
    expect(await left('webhook_endpoints', 'previous_sealed_secret')).toEqual([null]);
    await service.close();
  });
});

/** The part of an id that says when it was made, one day at a time. */
function timeOf(time: number): string {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz';
  let rest = Math.floor(time / DAY_MS) * DAY_MS;
  let text = '';
  for (let place = 0; place < 10; place += 1) {
    text = digits[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
