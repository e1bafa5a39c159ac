import { AnswerJobs } from '../../src/batches/description/answer-jobs.service.js';
import { CancelService, MAX_OPEN_DAYS } from '../../src/batches/control/cancel.service.js';
import { Rescuer } from '../../src/batches/work/rescue.service.js';
import { startDescribing, type Describing } from '../support/ai-provider.js';
import { makeJpeg } from '../support/bucket.js';
import { putPictures } from '../support/pictures.js';
import { until } from '../support/until.js';

const AI = { altText: true, seoRename: true, delivery: 'batch' };

describe('answers by the file', () => {
  let suite: Describing;
  let { provider, service, account, bucket } = {} as Describing;

  beforeAll(async () => {
    suite = await startDescribing();
    ({ provider, service, account, bucket } = suite);
  });
  beforeEach(async () => {
    await provider.order({});
    await provider.conditions({ batchMs: 300, batchEnds: 'completed', batchAnswered: null });
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => suite.close());

  async function submit(prefix: string, count: number, more: object = {}) {
    const keys = await putPictures(bucket, prefix, count);
    const source = { connection: bucket.connection, keys };
    return account.submit({ source, destination: { key: `out/${prefix}/{seoName}.{ext}` }, ai: AI, ...more });
  }

  /** All its images wait for a file, and the provider has it. */
  async function parked(id: string, count: number) {
    await until(
      () => rows('SELECT job_id FROM ai_jobs WHERE batch_id = $1 AND job_id IS NOT NULL', id),
      (jobs) => jobs.length > 0,
    );
    return until(
      () => account.images(id),
      (images) => images.filter(({ status }) => status === 'processing').length === count,
    );
  }

  async function rows(sql: string, ...values: unknown[]) {
    return (await service.sql.pool.query(sql, values)).rows as Record<string, unknown>[];
  }

  async function expectNothingLeft(id: string): Promise<void> {
    expect(await rows('SELECT 1 FROM ai_requests WHERE batch_id = $1', id)).toEqual([]);
    await until(
      () => rows('SELECT 1 FROM ai_jobs WHERE batch_id = $1', id),
      (left) => left.length === 0,
    );
  }

  it('completes images when their answers are there, at half the price, in one attempt', async () => {
    const before = await provider.seen();
    const { id } = await submit('good', 20);
    const batch = await account.ended(id);
    expect(batch).toMatchObject({
      status: 'completed',
      images: { succeeded: 20 },
      credits: { compression: { used: 20 }, ai: { used: 20, refunded: 0 } },
    });
    const images = await account.images(id);
    expect(new Set(images.map(({ attempts, reason }) => `${attempts} ${reason}`))).toEqual(new Set(['1 null']));
    expect(new Set(images.map(({ targetKey }) => targetKey)).size).toBe(20);
    const after = await provider.seen();
    expect([after.batches - before.batches, after.count - before.count]).toEqual([1, 20]);
    await expectNothingLeft(id);
    // Nothing of the customer's stays with the provider.
    await until(
      () => provider.seen(),
      ({ files }) => files === 0,
    );
    const { body } = await until(
      () =>
        service.client.admin<{
          ai: { requests: number; inputTokens: number; outputTokens: number; microdollars: number; parts: object[] };
        }>('GET', `/batches/${id}`),
      (answer) => answer.body.ai.requests === 20,
    );
    expect(body.ai.microdollars).toBe(Math.round((body.ai.inputTokens + 2 * body.ai.outputTokens) / 2));
    expect(body.ai.parts).toMatchObject([{ delivery: 'batch', model: 'stand-in' }]);
  });

  it('sends the same picture once, and keeps what it was told for the next batch', async () => {
    const bytes = await makeJpeg(77, 55, '#abcdef');
    const keys = ['twin/a.jpg', 'twin/b.jpg', 'twin/c.jpg'];
    for (const key of keys) await bucket.put(key, bytes);
    const before = (await provider.seen()).count;
    const run = async (to: string) => {
      const source = { connection: bucket.connection, keys };
      const { id } = await account.submit({ source, ai: AI, destination: { key: `${to}/{name}.{ext}` } });
      return account.ended(id);
    };
    expect(await run('t1')).toMatchObject({ credits: { ai: { used: 3 } } });
    expect(await run('t2')).toMatchObject({ credits: { ai: { used: 3 } } });
    expect((await provider.seen()).count - before).toBe(1);
  });

  it.each<[string, object, number]>([
    ['expires with a part of the answers', { batchEnds: 'expired', batchAnswered: 4 }, 4],
    ['is canceled by the provider', { batchEnds: 'cancelled', batchAnswered: 2 }, 2],
    ['fails as a whole', { batchEnds: 'failed', batchAnswered: null }, 0],
  ])('asks one by one for what is missing of a file that %s', async (what, conditions, answered) => {
    await provider.conditions(conditions);
    const { id } = await submit(what.replaceAll(' ', '-'), 6);
    expect(await account.ended(id)).toMatchObject({
      images: { succeeded: 6 },
      credits: { ai: { used: 6, refunded: 0 } },
    });
    const { body } = await until(
      () =>
        service.client.admin<{ ai: { requests: number; parts: { delivery: string; requests: number }[] } }>(
          'GET',
          `/batches/${id}`,
        ),
      (answer) => answer.body.ai.requests === 6,
    );
    const by = Object.fromEntries(body.ai.parts.map(({ delivery, requests }) => [delivery, requests]));
    expect([by.batch ?? 0, by.direct ?? 0]).toEqual([answered, 6 - answered]);
    await expectNothingLeft(id);
  });

  it('takes refusals, useless answers and lines that failed for what they are', async () => {
    await provider.order({ refusal: true, times: 1 });
    await provider.order({ content: 'no JSON', times: 1 });
    await provider.order({ status: 500, times: 1 });
    const { id } = await submit('mixed', 5);
    expect(await account.ended(id)).toMatchObject({
      images: { succeeded: 5 },
      credits: { compression: { used: 5 }, ai: { used: 4, refunded: 1 } },
    });
    const reasons = (await account.images(id)).map(({ reason }) => reason);
    expect(reasons.filter((reason) => reason === 'ai_refused')).toHaveLength(1);
    expect(reasons.filter((reason) => reason === null)).toHaveLength(4);
  });

  it('is asked for once more at most: two useless answers in all', async () => {
    await provider.order({ content: 'no JSON', times: 2 });
    const { id } = await submit('useless', 1);
    expect(await account.ended(id)).toMatchObject({ credits: { ai: { used: 0, refunded: 1 } } });
    expect(await account.images(id)).toMatchObject([{ status: 'succeeded', reason: 'ai_failed' }]);
  });

  it('waits as processing without a worker; the rescuer leaves it alone, and others go on', async () => {
    await provider.conditions({ batchMs: 600_000 });
    const { id } = await submit('waiting', 8);
    await parked(id, 8);
    await service.app.get(Rescuer).rescue();
    expect(await account.batch(id)).toMatchObject({ status: 'running', images: { processing: 8, queued: 0 } });
    await service.client.expectSoundBooks();
    const others = await putPictures(bucket, 'others', 10);
    const plain = await account.submit({ source: { connection: bucket.connection, keys: others } });
    expect(await account.ended(plain.id)).toMatchObject({ images: { succeeded: 10 } });

    // Pausing changes nothing for those in work; canceled, they are refunded at once and the provider is told to stop.
    expect((await account.post<{ status: string }>(`/api/batches/${id}/pause`, {})).body.status).toBe('paused');
    const canceled = await account.post<object>(`/api/batches/${id}/cancel`, {});
    expect(canceled.body).toMatchObject({
      status: 'canceled',
      images: { canceled: 8 },
      credits: { compression: { used: 0, refunded: 8 }, ai: { used: 0, refunded: 8 } },
    });
    await service.sql.pool.query('UPDATE ai_jobs SET next_at = now()');
    await service.app.get(AnswerJobs).round();
    await service.sql.pool.query('UPDATE ai_jobs SET next_at = now()');
    await service.app.get(AnswerJobs).round();
    await expectNothingLeft(id);
  });

  it('keeps its answers while the batch is paused', async () => {
    await provider.conditions({ batchMs: 2_000 });
    const { id } = await submit('paused', 4);
    await parked(id, 4);
    await account.post(`/api/batches/${id}/pause`, {});
    await until(
      () => account.images(id),
      (images) => images.every(({ status, altText }) => status === 'pending' && altText !== null),
    );
    expect(await account.batch(id)).toMatchObject({ status: 'paused', images: { succeeded: 0 } });
    await account.post(`/api/batches/${id}/resume`, {});
    expect(await account.ended(id)).toMatchObject({ images: { succeeded: 4 }, credits: { ai: { used: 4 } } });
  });

  it('ends with a batch that was open for 30 days', async () => {
    await provider.conditions({ batchMs: 600_000 });
    const { id } = await submit('old', 3);
    await parked(id, 3);
    const days = MAX_OPEN_DAYS + 1;
    await service.sql.pool.query('UPDATE batches SET created_at = now() - make_interval(days => $2) WHERE id = $1', [
      id,
      days,
    ]);
    await service.app.get(CancelService).expire(10);
    expect(await account.batch(id)).toMatchObject({
      status: 'canceled',
      error: { code: 'expired' },
      credits: { ai: { refunded: 3 } },
    });
  });

  it('gives up a file that is never done, and asks one by one', async () => {
    await provider.conditions({ batchMs: 600_000 });
    const { id } = await submit('never', 3);
    await parked(id, 3);
    await service.sql.pool.query(
      `UPDATE ai_jobs SET created_at = now() - interval '31 hours', next_at = now() WHERE batch_id = $1`,
      [id],
    );
    expect(await account.ended(id)).toMatchObject({ images: { succeeded: 3 }, credits: { ai: { used: 3 } } });
  });

  it('finds a job again whose name was lost with its worker, and does not ask for it twice', async () => {
    await provider.conditions({ batchMs: 600_000 });
    const { id } = await submit('lost', 3);
    await parked(id, 3);
    const before = await provider.seen();
    // As if the process had died between the provider's answer and the note of it.
    await service.sql.pool.query('UPDATE ai_jobs SET job_id = NULL, next_at = now() WHERE batch_id = $1', [id]);
    await parked(id, 3);
    expect((await provider.seen()).batches).toBe(before.batches);
    await account.post(`/api/batches/${id}/cancel`, {});
  });

  it('reads results twice and counts them once', async () => {
    await provider.conditions({ batchMs: 1_500 });
    const { id } = await submit('twice', 5);
    await parked(id, 5);
    const [job] = await rows('SELECT * FROM ai_jobs WHERE batch_id = $1', id);
    await account.ended(id);
    // A worker that read the answers and died before it noted the end.
    await service.sql.pool.query('INSERT INTO ai_jobs SELECT * FROM json_populate_record(NULL::ai_jobs, $1)', [
      JSON.stringify({ ...job, next_at: new Date() }),
    ]);
    await expectNothingLeft(id);
    expect(await account.batch(id)).toMatchObject({
      status: 'completed',
      images: { succeeded: 5 },
      credits: { ai: { used: 5 } },
    });
  });

  it('fails an image whose source was replaced while it waited, and gives both credits back', async () => {
    await provider.conditions({ batchMs: 2_000 });
    const { id } = await submit('replaced', 2);
    await parked(id, 2);
    await bucket.put('replaced/0001.jpg', await makeJpeg(30, 30, '#ffffff'));
    expect(await account.ended(id)).toMatchObject({
      images: { succeeded: 1, failed: 1 },
      credits: { compression: { used: 1, refunded: 1 }, ai: { used: 1, refunded: 1 } },
    });
    expect((await account.images(id))[1]).toMatchObject({ reason: 'source_changed', altText: null });
  });
});
