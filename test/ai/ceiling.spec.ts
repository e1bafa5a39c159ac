import type { BatchView } from '../../src/batches/reading/batch-view.js';
import type { OperatorAccount } from '../../src/operator/operator.service.js';
import { startDescribing, type Describing } from '../support/ai-provider.js';
import { makeBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { compress, makePhoto, newestBatch } from '../support/compress-call.js';
import { FiledBatches } from '../support/filed-batches.js';
import { putPictures } from '../support/pictures.js';
import { parseMetrics, total } from '../support/prometheus.js';
import { until } from '../support/until.js';

/** Less than two descriptions cost at the stand-in's prices, and more than one request may be under way by then. */
const LITTLE = 0.0005;
const IMAGES = 40;
/** What is asked about until a worker has added up and looked: two seconds at the pace, and what is under way. */
const OVERSHOOT = 15;

describe('what the AI may cost for an account on one day', () => {
  let suite: Describing;
  let { provider, service, account, bucket } = {} as Describing;

  beforeAll(async () => {
    suite = await startDescribing({ OPENAI_REQUESTS_PER_SECOND: '5', COMPRESS_WAIT_SECONDS: '3' });
    ({ provider, service } = suite);
  });
  beforeEach(async () => {
    account = await service.client.account();
    bucket = await makeBucket(account);
    // With it go turns that were taken and not used.
    await service.flushRedis();
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => suite.close());

  const setCeiling = (aiDollarsPerDay: number | null, { id } = account) =>
    service.client.admin<OperatorAccount>('PATCH', `/accounts/${id}`, { aiDollarsPerDay });
  const asked = async () => (await provider.seen()).count;

  /** As if midnight had passed behind the last reply. */
  async function nextDay({ id, images }: BatchView): Promise<void> {
    await until(
      () => service.client.admin<{ ai: { requests: number } }>('GET', `/batches/${id}`),
      ({ body }) => body.ai.requests === images.succeeded,
    );
    await service.sql.pool.query('UPDATE ai_days SET day = day - 1');
  }

  async function submit(prefix: string, images = IMAGES, of: { account: AccountClient } = { account }) {
    const own = of.account === account ? bucket : await makeBucket(of.account);
    const keys = await putPictures(own, prefix, images);
    return of.account.submit({ source: { connection: own.connection, keys }, ai: { altText: true } });
  }

  /** The batch once it waits and nothing of it is under way. */
  const waiting = (id: string, of = account) =>
    until(
      () => of.batch(id),
      ({ waitsFor, images }) => waitsFor !== null && images.processing === 0,
    );

  it('holds back what is beyond it until the next day, and nobody and nothing else', async () => {
    expect((await setCeiling(LITTLE)).body).toMatchObject({ aiDollarsPerDay: LITTLE, aiCeiling: LITTLE });
    const before = await asked();
    const { id } = await submit('held-back');
    const held = await waiting(id);
    expect(held).toMatchObject({ status: 'running', images: { failed: 0, succeeded: expect.any(Number) } });
    expect(held.images.succeeded).toBeGreaterThan(0);
    expect(held.images.succeeded).toBeLessThanOrEqual(OVERSHOOT);
    const midnight = new Date();
    midnight.setUTCHours(24, 0, 0, 0);
    expect(held.waitsFor).toEqual({ reason: 'ai_ceiling', until: midnight.toISOString() });
    expect(held.credits.ai).toMatchObject({ reserved: IMAGES, used: held.images.succeeded, refunded: 0 });
    const spent = (await service.client.admin<OperatorAccount>('GET', `/accounts/${account.id}`)).body;
    expect(spent.aiDollarsToday).toBeGreaterThanOrEqual(LITTLE);

    // What came after it: without texts, of another account, and as an upload.
    const keys = await putPictures(bucket, 'plain', 3);
    const plain = await account.submit({ source: { connection: bucket.connection, keys } });
    expect(await account.ended(plain.id)).toMatchObject({ status: 'completed', waitsFor: null });
    const other = await service.client.account();
    const theirs = await submit('theirs', 2, { account: other });
    expect(await other.ended(theirs.id)).toMatchObject({ images: { succeeded: 2 }, credits: { ai: { used: 2 } } });
    const upload = { files: [['a.jpg', await makePhoto()]] as [string, Buffer][], fields: { altText: 'true' } };
    expect((await compress(service, account, upload)).status).toBe(202);
    const uploaded = await newestBatch(account);
    expect(uploaded).toMatchObject({ waitsFor: { reason: 'ai_ceiling' }, images: { queued: 1, processing: 0 } });
    expect(await asked()).toBe(before + held.images.succeeded + 2);
    expect((await account.batch(id)).images).toEqual(held.images);

    await setCeiling(null);
    expect(await account.ended(id)).toMatchObject({ images: { succeeded: IMAGES }, credits: { ai: { used: IMAGES } } });
    expect(await account.ended(uploaded?.id ?? '')).toMatchObject({ images: { succeeded: 1 } });
    const attempts = await service.sql.pool.query('SELECT DISTINCT attempts FROM images WHERE batch_id = $1', [id]);
    expect(attempts.rows).toEqual([{ attempts: 1 }]);
    const log = await service.client.admin<{ data: object[] }>('GET', `/accounts/${account.id}/log?limit=2`);
    expect(log.body.data).toMatchObject([
      { act: 'account.ai_ceiling_changed', details: { dollars: null } },
      { act: 'account.ai_ceiling_changed', details: { dollars: LITTLE } },
    ]);
  });

  it('goes on with the next day, and is counted anew', async () => {
    await setCeiling(LITTLE);
    const { id } = await submit('tomorrow');
    const first = await waiting(id);
    const figures = async () => {
      const { body } = await service.client.call<string>('GET', '/metrics', { token: service.settings.metricsToken });
      return total(parseMetrics(body), 'fluxbatch_ai_accounts_at_ceiling');
    };
    await until(figures, (accounts) => accounts === 1);
    await nextDay(first);
    const second = await until(
      () => account.batch(id),
      ({ waitsFor, images }) =>
        waitsFor !== null && images.processing === 0 && images.succeeded > first.images.succeeded,
    );
    expect(second.images.succeeded - first.images.succeeded).toBeLessThanOrEqual(OVERSHOOT);
    const canceled = await account.post<BatchView>(`/api/batches/${id}/cancel`, {});
    expect(canceled.body).toMatchObject({ status: 'canceled', waitsFor: null });
    expect(canceled.body.credits.ai).toMatchObject({ refunded: IMAGES - second.images.succeeded });
  });

  it('takes back requests that no file holds, and the replies of those that one does', async () => {
    await provider.conditions({ batchMs: 600_000 });
    const filed = new FiledBatches({ ...suite, account, bucket });
    const sent = await filed.submit('sent', 2);
    await filed.parked(sent.id, 2);
    const unsent = await filed.submit('unsent', 3);
    await until(
      async () => {
        await filed.rows(
          `UPDATE ai_requests SET created_at = now() + interval '1 hour' WHERE batch_id = $1`,
          unsent.id,
        );
        return filed.rows('SELECT 1 FROM ai_requests WHERE batch_id = $1 AND ai_job_id IS NULL', unsent.id);
      },
      (rows) => rows.length === 3,
    );
    await service.sql.pool.query(
      `INSERT INTO ai_days (day, account_id, nanodollars) VALUES ((now() AT TIME ZONE 'UTC')::date, $1, 1e9)`,
      [account.id],
    );
    await setCeiling(1);
    const states = async (id: string) => (await account.images(id)).map(({ status }) => status);
    await until(
      () => states(unsent.id),
      (all) => all.every((status) => status === 'pending'),
    );
    expect(await filed.rows('SELECT 1 FROM ai_requests WHERE batch_id = $1', unsent.id)).toEqual([]);
    expect(await states(sent.id)).toEqual(['processing', 'processing']);
    await account.post(`/api/batches/${sent.id}/cancel`, {});
    await account.post(`/api/batches/${unsent.id}/cancel`, {});
  });
});
