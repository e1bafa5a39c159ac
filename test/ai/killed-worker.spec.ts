import { startDescribing, type Describing } from '../support/ai-provider.js';
import { SHORT_JOB_LOCKS, skipClaims } from '../support/claims.js';
import { putPictures } from '../support/pictures.js';
import { until } from '../support/until.js';
import { startWorker, type WorkerProcess } from '../support/role-process.js';

const IMAGES = 16;

describe('a worker that is killed while its images wait for the AI', () => {
  let suite: Describing;
  let { provider, service, account, bucket } = {} as Describing;
  const workers: WorkerProcess[] = [];

  beforeAll(async () => {
    suite = await startDescribing({ ROLE: 'api,scheduler', ...SHORT_JOB_LOCKS });
    ({ provider, service, account, bucket } = suite);
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.end('SIGTERM')));
    await service.client.expectSoundBooks();
  });
  afterAll(() => suite.close());

  async function submit(prefix: string, delivery: string) {
    workers.push(await startWorker(service.environment));
    const keys = await putPictures(bucket, prefix, IMAGES);
    const { id } = await account.submit({
      source: { connection: bucket.connection, keys },
      ai: { altText: true, delivery },
    });
    return id;
  }

  /** Ends the first worker as the power would, and starts another. Its claims are made to have run out meanwhile. */
  async function replaceWorker(): Promise<void> {
    await workers.shift()?.end('SIGKILL');
    await skipClaims(service.sql);
    workers.push(await startWorker(service.environment));
  }

  const described = {
    status: 'completed',
    images: { succeeded: IMAGES },
    credits: { compression: { used: IMAGES, refunded: 0 }, ai: { used: IMAGES, refunded: 0 } },
  };

  it('one by one: the next worker asks again for those alone', async () => {
    await provider.conditions({ latencyMs: 1_500 });
    const id = await submit('direct', 'direct');
    await until(
      () => account.batch(id),
      ({ images }) => images.processing > IMAGES / 2,
    );
    await replaceWorker();
    await provider.conditions({ latencyMs: 0 });
    expect(await account.ended(id)).toMatchObject(described);
    expect((await provider.seen()).count).toBeLessThanOrEqual(2 * IMAGES);
  });

  it('by the file: nothing is asked again', async () => {
    const before = await provider.seen();
    await provider.conditions({ batchMs: 6_000 });
    const id = await submit('filed', 'batch');
    await until(
      async () => (await service.sql.pool.query('SELECT job_id FROM ai_jobs WHERE job_id IS NOT NULL')).rows.length,
      (jobs) => jobs === 1,
    );
    await replaceWorker();
    expect(await account.ended(id)).toMatchObject(described);
    const after = await provider.seen();
    expect([after.batches - before.batches, after.count - before.count]).toEqual([1, IMAGES]);
  });
});
