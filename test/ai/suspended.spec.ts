import { startDescribing, type Describing } from '../support/ai-provider.js';
import { FiledBatches } from '../support/filed-batches.js';
import { putPictures } from '../support/pictures.js';
import { until } from '../support/until.js';

/** Two looks of a worker at whom the AI is withheld from. */
const SOON_MS = 1_500;

describe('the AI, of an account that the operator stops', () => {
  let suite: Describing;
  let { provider, service, account, bucket } = {} as Describing;

  beforeAll(async () => {
    // Slow enough that all images stand in line when the first are asked about.
    suite = await startDescribing({ OPENAI_REQUESTS_PER_SECOND: '4' });
    ({ provider, service, account, bucket } = suite);
  });
  afterEach(async () => {
    await suspend(false);
    await service.client.expectSoundBooks();
  });
  afterAll(() => suite.close());

  const suspend = (suspended: boolean) =>
    service.client.admin<{ canceledBatches?: number }>('PATCH', `/accounts/${account.id}`, { suspended });
  const lookNow = async () => {
    await service.sql.pool.query('UPDATE ai_jobs SET next_at = now()');
  };
  const askedInAll = async () => (await provider.seen()).count;

  /** The batch without a caller: the key of a suspended account opens nothing. */
  const ended = (id: string) =>
    until(
      async () => {
        const { rows } = await service.sql.pool.query('SELECT * FROM batches WHERE id = $1', [id]);
        return rows[0] as { status: string; ended_at: Date | null; total: number; succeeded: number; canceled: number };
      },
      ({ ended_at }) => ended_at !== null,
    );

  async function submitAsked(prefix: string) {
    const before = await askedInAll();
    const keys = await putPictures(bucket, prefix, 40);
    const { id } = await account.submit({ source: { connection: bucket.connection, keys }, ai: { altText: true } });
    await until(askedInAll, (count) => count >= before + 3);
    return id;
  }

  it.each([
    ['is suspended', async () => expect((await suspend(true)).body).toMatchObject({ canceledBatches: 1 })],
    [
      'has its batches canceled',
      async () => {
        const { body } = await service.client.admin('POST', `/accounts/${account.id}/cancel-batches`, undefined);
        expect(body).toEqual({ canceled: 1 });
      },
    ],
  ])(
    'is asked nothing more of a running batch once it %s, and what was not asked about is refunded',
    async (how, stop) => {
      const id = await submitAsked(how.replaceAll(' ', '-'));
      await stop();
      await new Promise((resolve) => setTimeout(resolve, SOON_MS));
      const soon = await askedInAll();
      const batch = await ended(id);
      // In line, all of them would have been asked about within the next ten seconds.
      expect(batch).toMatchObject({ status: 'canceled', total: 40, canceled: 40 - batch.succeeded });
      expect(batch.succeeded).toBeLessThan(20);
      expect(await askedInAll()).toBe(soon);
      expect((await suspend(false)).body).not.toHaveProperty('canceledBatches');
      expect(await account.batch(id)).toMatchObject({
        status: 'canceled',
        error: { code: 'canceled_by_operator' },
        credits: { ai: { reserved: 40, used: batch.succeeded, refunded: 40 - batch.succeeded } },
      });
      expect(await account.usage()).toMatchObject({ compressor_reserved: 0, ia_credits_reserved: 0 });
      expect(await askedInAll()).toBe(soon);
    },
  );

  it('has no file of its requests made or worked on any more', async () => {
    await provider.conditions({ batchMs: 60_000 });
    const filed = new FiledBatches(suite);
    const { id } = await filed.submit('filed', 6);
    await filed.parked(id, 6);
    await suspend(true);
    expect(await ended(id)).toMatchObject({ status: 'canceled', canceled: 6 });
    await filed.expectNothingLeft(id, lookNow);
  });

  it('is not sent a file that was about to be', async () => {
    const filed = new FiledBatches(suite);
    const { id } = await filed.submit('about-to', 3);
    await until(
      async () => {
        // Young requests are not sent: others of the batch may still come.
        await filed.rows(`UPDATE ai_requests SET created_at = now() + interval '1 hour' WHERE batch_id = $1`, id);
        return filed.rows('SELECT 1 FROM ai_requests WHERE batch_id = $1 AND ai_job_id IS NULL', id);
      },
      (waiting) => waiting.length === 3,
    );
    // A file that was sent would stay.
    await provider.conditions({ deletionsFail: 1_000 });
    await filed.rows(
      `WITH job AS (INSERT INTO ai_jobs (id, account_id, batch_id, next_at)
         VALUES ('aij_about_to', $2, $1, now() + interval '1 hour') RETURNING id)
       UPDATE ai_requests SET ai_job_id = job.id FROM job WHERE batch_id = $1`,
      id,
      account.id,
    );
    await suspend(true);
    expect(await ended(id)).toMatchObject({ status: 'canceled', canceled: 3 });
    await filed.expectNothingLeft(id, lookNow);
    expect((await provider.seen()).files).toBe(0);
    await provider.conditions({ deletionsFail: 0 });
  });
});
