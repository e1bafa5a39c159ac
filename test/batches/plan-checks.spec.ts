import sharp from 'sharp';
import type { AcceptedBatch } from '../../src/batches/admission/admission.service.js';
import { ExpandService } from '../../src/batches/expansion/expand.service.js';
import { SettleService } from '../../src/batches/settlement/settle.service.js';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { compress } from '../support/compress-call.js';
import { startService, type Service } from '../support/service.js';

/** The smaller plan has credits for everything: only what it includes is missing. */
const PLANS = { free: { compressions: 1_000, ai: 1_000, features: ['api'] } };
const ASKED = [
  ['AI', 'ai', { ai: { altText: true } }],
  ['a watermark', 'watermark', { watermark: { key: 'mark.png' } }],
] as const;

describe.each(ASKED)('work with %s, after the plan no longer includes it', (_, requires, asked) => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  // Without a worker, so that each step is taken here.
  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' }, plans: { plans: PLANS } });
  });
  beforeEach(async () => {
    account = await service.client.account();
    bucket = await makeBucket(account);
    await bucket.put('in/a.jpg', await makeJpeg());
    await bucket.put(
      'mark.png',
      await sharp(await makeJpeg())
        .png()
        .toBuffer(),
    );
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const downgrade = () => service.client.admin('PATCH', `/accounts/${account.id}`, { plan: 'free' });
  const submit = (source: object, more: object = {}) =>
    account.submit({ source: { connection: bucket.connection, ...source }, ...asked, ...more });
  const expand = () => service.app.get(ExpandService).expandNext();
  const refusal = { status: 403, body: { code: 'plan_required', plan: 'free', requires } };
  async function expectNothingHeld(): Promise<void> {
    expect(await account.usage()).toMatchObject({ compressor_used: 0, ia_credits_used: 0, ia_credits_reserved: 0 });
  }

  it('a dry run is not started, and stays ready', async () => {
    const { id } = await submit({ prefix: 'in/' }, { dryRun: true });
    await expand();
    await downgrade();
    expect(await account.post(`/api/batches/${id}/start`, undefined)).toMatchObject(refusal);
    expect(await account.batch(id)).toMatchObject({ status: 'ready' });
    await expectNothingHeld();
    await service.client.admin('PATCH', `/accounts/${account.id}`, { plan: 'agency' });
    expect(await account.post(`/api/batches/${id}/start`, undefined)).toMatchObject({ status: 202 });
  });

  it('a listing that ends fails its batch with the cause', async () => {
    const { id } = await submit({ prefix: 'in/' });
    await downgrade();
    await expand();
    expect(await account.batch(id)).toMatchObject({ status: 'failed', error: { code: 'plan_required', requires } });
    await expectNothingHeld();
  });

  it('failed images are not tried again', async () => {
    const { id } = await submit({ keys: ['in/a.jpg'] });
    await service.sql.pool.query(
      `UPDATE images SET status = 'failed', reason = 'storage_error', ended_at = now() WHERE batch_id = $1`,
      [id],
    );
    await service.app.get(SettleService).settle(id);
    await downgrade();
    expect(await account.post(`/api/batches/${id}/retry`, undefined)).toMatchObject(refusal);
    await expectNothingHeld();
  });

  it('what is submitted anew is refused, and a repeated request has its first answer', async () => {
    const body = { source: { connection: bucket.connection, keys: ['in/a.jpg'] }, ...asked };
    const once = () => account.post<AcceptedBatch>('/api/batches', body, { 'idempotency-key': 'k1' });
    const first = await once();
    await downgrade();
    expect(await account.post('/api/batches', body)).toMatchObject(refusal);
    expect(await once()).toMatchObject({ status: 202, body: { id: first.body.id } });
  });

  it('a plan that changes while a batch is admitted is seen at the reservation', async () => {
    const { id } = await submit({ prefix: 'in/' }, { dryRun: true });
    await expand();
    const holder = await service.sql.pool.connect();
    await holder.query('BEGIN');
    await holder.query(`SELECT FROM credit_balances WHERE account_id = $1 FOR UPDATE`, [account.id]);
    const starting = account.post(`/api/batches/${id}/start`, undefined);
    await waitsForTheAccount(service);
    await holder.query(`UPDATE accounts SET plan = 'free' WHERE id = $1`, [account.id]);
    await holder.query(`UPDATE credit_balances SET plan = 'free' WHERE account_id = $1`, [account.id]);
    await holder.query('COMMIT');
    holder.release();
    expect(await starting).toMatchObject(refusal);
  });
});

describe('a plan that no longer has the API', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  const refusal = { status: 403, body: { code: 'plan_required', plan: 'free', requires: 'api' } };

  it('refuses what is new, and gives a repeated request its first answer', async () => {
    const account = await service.client.account();
    const bucket = await makeBucket(account);
    await bucket.put('a.jpg', await makeJpeg());
    const body = { source: { connection: bucket.connection, keys: ['a.jpg'] }, dryRun: true };
    const named = (key: string) => ({ 'idempotency-key': key });
    const submitted = await account.post<AcceptedBatch>('/api/batches', body, named('batch'));
    const made = await account.post<{ id: string }>('/api/keys', { name: 'made' }, named('key'));
    await service.client.admin('PATCH', `/accounts/${account.id}`, { plan: 'free' });

    const again = await account.post('/api/batches', body, named('batch'));
    expect(again).toMatchObject({ status: 202, body: { id: submitted.body.id } });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await account.post('/api/keys', { name: 'made' }, named('key'))).toMatchObject({ body: made.body });

    expect(await account.post('/api/batches', body)).toMatchObject(refusal);
    expect(await account.post('/api/batches', body, named('another'))).toMatchObject(refusal);
    expect(await account.post('/api/batches', { ...body, metadata: { a: 'b' } }, named('batch'))).toMatchObject({
      status: 409,
      body: { code: 'idempotency_conflict' },
    });
    // Routes that repeat nothing take no notice of it.
    const { id } = submitted.body;
    expect(await account.post(`/api/batches/${id}/cancel`, {}, named('batch'))).toMatchObject(refusal);
    expect(await account.get(`/api/batches/${id}`, named('batch'))).toMatchObject(refusal);
    // Nor does a key of another account.
    const other = await service.client.account({ plan: 'free' });
    expect(await other.post('/api/batches', body, named('batch'))).toMatchObject(refusal);
  });

  it('gives a repeated form its first answer', async () => {
    const account = await service.client.account();
    const photo = await makeJpeg();
    const send = (key: string) =>
      compress(service, account, { files: [['a.jpg', photo]], headers: { 'idempotency-key': key } });
    const first = await send('form');
    expect(first.status).toBe(200);
    await service.client.admin('PATCH', `/accounts/${account.id}`, { plan: 'free' });
    const again = await send('form');
    expect(again).toMatchObject({ status: 200, body: { sessionId: first.body.sessionId } });
    expect(await send('another')).toMatchObject(refusal);
  });
});

async function waitsForTheAccount({ sql }: Service): Promise<void> {
  const waiting = `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await sql.pool.query<{ n: number }>(waiting)).rows[0]?.n === 0);
}
