import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../../src/database/migrate.js';
import { ConnectionsService } from '../../src/storage/connections.service.js';
import { makeBucket } from '../support/bucket.js';
import { databaseBefore, openedByTheBook, sealedLoosely } from '../support/previous-version.js';
import type { ScratchDatabase } from '../support/scratch-database.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver } from '../support/webhook-receiver.js';

const KEY = `flx_live_${'a1'.repeat(20)}`;
const ANSWERED = { delivery: 'del_kept', webhookId: 'evt_kept' };
const SECRET_OF_CONNECTION = 'the secret of a bucket';
const [FRESH, OLD] = [randomBytes(32), randomBytes(32)];
const ALL = `SELECT ARRAY['connections', 'sealed_secret', account_id, id] AS place, sealed_secret AS text FROM connections
  UNION ALL SELECT ARRAY['webhook_endpoints', 'sealed_secret', account_id, id], sealed_secret FROM webhook_endpoints
  UNION ALL SELECT ARRAY['webhook_endpoints', 'previous_sealed_secret', account_id, id], previous_sealed_secret
    FROM webhook_endpoints WHERE previous_sealed_secret IS NOT NULL
  UNION ALL SELECT ARRAY['idempotency_keys', 'sealed_answer', account_id, account_id, key], sealed_answer FROM idempotency_keys`;

interface Reseal {
  resealed: number;
  unreadable: number;
  looseTexts: string;
  next: string | null;
}

/** A database of the version before, whose key is replaced while its texts are bound to their rows. */
describe('sealed texts', () => {
  let database: ScratchDatabase;
  let pool: pg.Pool;
  let service: Service;
  const secrets = [1, 2].map(() => `whsec_${randomBytes(24).toString('base64')}`);

  const restart = async (...keys: Buffer[]) => {
    await service?.close();
    const ENCRYPTION_KEY = keys.map((key) => key.toString('base64')).join(',');
    service = await startService({ databaseUrl: database.url, environment: { ENCRYPTION_KEY } });
  };
  const all = async () => (await pool.query<{ place: string[]; text: string }>(ALL)).rows;
  const opened = async (key: Buffer) => (await all()).map(({ place, text }) => openedByTheBook(text, key, place));
  const state = async () => (await pool.query('SELECT loose_texts AS state FROM sealing')).rows[0]?.state as string;
  const make = (body: object) =>
    service.client.call<{ id: string; secret: string }>('POST', '/api/webhooks', { token: KEY, body });
  const secretOf = async (id: string) =>
    ((await service.app.get(ConnectionsService).open(id)) as unknown as { settings: { secretAccessKey: string } })
      .settings.secretAccessKey;
  const reseal = async () => {
    let [after, resealed, last]: [string | undefined, number, Reseal | undefined] = [undefined, 0, undefined];
    do {
      last = (await service.client.admin<Reseal>('POST', '/reseal', { after })).body;
      resealed += last.resealed;
      after = last.next ?? undefined;
    } while (after !== undefined);
    return { ...last, resealed };
  };

  beforeAll(async () => {
    database = await databaseBefore('20261130101000_sealing');
    pool = new pg.Pool({ connectionString: database.url });
    await pool.query(
      `INSERT INTO accounts (id, name, email, plan) VALUES ('acc_before', 'Before', 'b@example.com', 'agency')`,
    );
    await pool.query(
      `INSERT INTO api_keys (id, account_id, name, hash, masked) VALUES ('key_1', 'acc_before', 'k', $1, '')`,
      [createHash('sha256').update(KEY).digest('hex')],
    );
    await pool.query(
      `INSERT INTO connections (id, account_id, name, bucket, region, force_path_style, access_key_id, sealed_secret)
       VALUES ('con_old', 'acc_before', 'old', 'old', 'us-east-1', true, 'id', $1)`,
      [sealedLoosely(SECRET_OF_CONNECTION, OLD)],
    );
    await pool.query(
      `INSERT INTO webhook_endpoints (id, account_id, url, events, sealed_secret, previous_sealed_secret, previous_secret_until)
       VALUES ('whe_old', 'acc_before', 'http://127.0.0.1:9/', '{}', $1, $2, now() + interval '1 hour')`,
      secrets.map((secret) => sealedLoosely(secret, OLD)),
    );
    const content = ['POST /api/webhooks/:id/test', 'whe_old'];
    await pool.query(
      `INSERT INTO idempotency_keys (account_id, key, fingerprint, sealed_answer) VALUES ('acc_before', 'kept', $1, $2)`,
      [
        createHash('sha256').update(JSON.stringify(content)).digest('hex'),
        sealedLoosely(JSON.stringify(ANSWERED), OLD),
      ],
    );
    await migrate(database.url);
    await restart(FRESH, OLD);
  });
  afterAll(async () => {
    await service.close();
    await pool.end();
    await database.drop();
  });

  /** What the rows mean, asked from the service. */
  async function expectAllRight(): Promise<void> {
    expect(await secretOf('con_old')).toBe(SECRET_OF_CONNECTION);
    const receiver = await startReceiver();
    await pool.query(`UPDATE webhook_endpoints SET url = $1 WHERE id = 'whe_old'`, [receiver.url]);
    expect((await service.client.call('POST', '/api/webhooks/whe_old/test', { token: KEY, body: {} })).status).toBe(
      202,
    );
    await receiver.received(1);
    for (const secret of secrets) expect(receiver.verified(secret)).toHaveLength(1);
    await receiver.close();
    const again = { token: KEY, body: {}, headers: { 'idempotency-key': 'kept' } };
    expect((await service.client.call('POST', '/api/webhooks/whe_old/test', again)).body).toEqual(ANSWERED);
  }

  it('are sealed as the version before reads them, until an operator says that it is gone', async () => {
    expect(await state()).toBe('written');
    const { body } = await make({ url: 'http://127.0.0.1:9/beside' });
    const { text = '' } = (await all()).find(({ place }) => place.includes(body.id)) ?? {};
    expect(text).not.toMatch(/^v2:/);
    expect(openedByTheBook(text, FRESH, [])).toBe(body.secret);
    await expectAllRight();
  });

  it('are bound to their rows and sealed with the newest key by one run', async () => {
    const before = await all();
    expect(await reseal()).toMatchObject({ resealed: before.length, unreadable: 0, looseTexts: 'refused', next: null });
    expect(await state()).toBe('refused');
    expect(await opened(FRESH)).toEqual(expect.arrayContaining([SECRET_OF_CONNECTION, ...secrets]));
    for (const { text } of await all()) expect(text).toMatch(/^v2:/);
    await restart(FRESH);
    await expectAllRight();
    expect(await reseal()).toMatchObject({ resealed: 0, unreadable: 0 });
  });

  it('open in no other row, column, table or account', async () => {
    const thief = await service.client.account();
    const bucket = await makeBucket(thief);
    const webhookUrl = 'http://127.0.0.1:9/named';
    const submit = () =>
      thief.post<object>('/api/batches', { source: { connection: bucket.connection, keys: ['a.jpg'] }, webhookUrl });
    expect(await submit()).toMatchObject({ status: 202, body: { webhookSecret: expect.any(String) } });
    await pool.query(
      `UPDATE webhook_endpoints SET sealed_secret = (SELECT sealed_secret FROM connections WHERE id = 'con_old')
       WHERE account_id = $1`,
      [thief.id],
    );
    const shown = await submit();
    expect(shown.status).toBe(500);
    expect(JSON.stringify(shown.body)).not.toContain(SECRET_OF_CONNECTION);
    // The whole row goes over to another account, as itself.
    await pool.query('DELETE FROM webhook_endpoints WHERE account_id = $1', [thief.id]);
    await pool.query(
      `UPDATE webhook_endpoints SET account_id = $1, for_batches = true, url = $2 WHERE id = 'whe_old'`,
      [thief.id, webhookUrl],
    );
    expect((await submit()).status).toBe(500);
    await pool.query(
      `UPDATE webhook_endpoints SET account_id = 'acc_before', for_batches = false WHERE id = 'whe_old'`,
    );
    await pool.query(`UPDATE connections SET account_id = $1 WHERE id = 'con_old'`, [thief.id]);
    await expect(secretOf('con_old')).rejects.toThrow();
    await pool.query(`UPDATE connections SET account_id = 'acc_before' WHERE id = 'con_old'`);
    expect(await secretOf('con_old')).toBe(SECRET_OF_CONNECTION);
  });

  it('are refused when they are loose, also one that was kept from before', async () => {
    const { rows } = await pool.query(`SELECT sealed_secret FROM connections WHERE id = 'con_old'`);
    await pool.query(`UPDATE connections SET sealed_secret = $1 WHERE id = 'con_old'`, [
      sealedLoosely(SECRET_OF_CONNECTION, FRESH),
    ]);
    await expect(secretOf('con_old')).rejects.toThrow(/not bound/);
    await pool.query(`UPDATE connections SET sealed_secret = $1 WHERE id = 'con_old'`, [rows[0].sealed_secret]);
  });

  it('stay so: the row that says it goes forward only, and nothing loose is believed without it', async () => {
    for (const back of [
      `UPDATE sealing SET loose_texts = 'written'`,
      `UPDATE sealing SET since = now()`,
      'DELETE FROM sealing',
      'TRUNCATE sealing',
    ]) {
      await expect(pool.query(back)).rejects.toThrow(/goes forward only/);
    }
    await expect(pool.query(`INSERT INTO sealing (id, loose_texts) VALUES (2, 'written')`)).rejects.toThrow(/check/);
  });

  it('are bound by the scheduler three days after the upgrade, when nobody else did', async () => {
    const turnBack = async (days: number) => {
      await pool.query('ALTER TABLE sealing DISABLE TRIGGER USER');
      await pool.query(`UPDATE sealing SET loose_texts = 'written', since = now() - make_interval(days => $1)`, [days]);
      await pool.query('ALTER TABLE sealing ENABLE TRIGGER USER');
    };
    await turnBack(2);
    await pool.query(`UPDATE connections SET sealed_secret = $1 WHERE id = 'con_old'`, [
      sealedLoosely(SECRET_OF_CONNECTION, FRESH),
    ]);
    await restart(FRESH);
    expect([await state(), await secretOf('con_old')]).toEqual(['written', SECRET_OF_CONNECTION]);
    await turnBack(4);
    await until(state, (now) => now === 'refused', 30);
    expect(await secretOf('con_old')).toBe(SECRET_OF_CONNECTION);
    for (const { text } of await all()) expect(text).toMatch(/^v2:/);
  });
});
