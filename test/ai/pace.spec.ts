import { startDescribing, type Describing } from '../support/ai-provider.js';
import { putPictures } from '../support/pictures.js';
import { startWorker } from '../support/role-process.js';
import { until } from '../support/until.js';

/** AI_FULL_SIZE=true takes the 200 images at 5 a second that the service promises, which takes 45 s. */
const FULL_SIZE = process.env.AI_FULL_SIZE === 'true';
const [IMAGES, PER_SECOND] = FULL_SIZE ? [200, 5] : [30, 10];

describe('a provider that takes so many requests a second', () => {
  let suite: Describing;
  let { provider, service, account, bucket } = {} as Describing;

  async function start(requestsPerSecond?: number) {
    suite = await startDescribing(requestsPerSecond ? { OPENAI_REQUESTS_PER_SECOND: String(requestsPerSecond) } : {});
    ({ provider, service, account, bucket } = suite);
  }

  async function describeAll(images: number) {
    const keys = await putPictures(bucket, 'paced', images);
    const { id } = await account.submit({ source: { connection: bucket.connection, keys }, ai: { altText: true } });
    const batch = await account.ended(id, 120);
    expect(batch).toMatchObject({
      status: 'completed',
      images: { total: images, succeeded: images },
      credits: { compression: { used: images, refunded: 0 }, ai: { used: images, refunded: 0 } },
    });
    const ends = (await service.sql.pool.query('SELECT reason, attempts FROM images WHERE batch_id = $1', [id])).rows;
    expect(new Set(ends.map(({ reason, attempts }) => `${reason} ${attempts}`))).toEqual(new Set(['null 1']));
  }

  afterEach(async () => {
    await service.client.expectSoundBooks();
    await suite.close();
  });

  it(
    `is never asked more often by two workers: ${IMAGES} images at ${PER_SECOND}`,
    async () => {
      await start(PER_SECOND);
      if (FULL_SIZE) await provider.conditions({ requestsPerSecond: PER_SECOND });
      const other = await startWorker(service.environment);
      const asked = async (count: number) => {
        await until(
          () => provider.seen(),
          (seen) => seen.count >= count,
          120,
        );
        return performance.now();
      };
      const [first, last] = await Promise.all([asked(1), asked(IMAGES), describeAll(IMAGES)]);
      await other.end('SIGTERM');
      const seen = await provider.seen();
      expect(seen.count).toBe(IMAGES);
      // Two workers that did not know of each other would take half as long.
      const seconds = (last - first) / 1000;
      expect(IMAGES / seconds).toBeLessThanOrEqual(PER_SECOND);
      if (!FULL_SIZE) return;
      // On a machine that does nothing else no single second holds more either.
      expect(seen).toMatchObject({ overLimit: 0 });
      expect(seen.mostInASecond).toBeLessThanOrEqual(PER_SECOND);
      process.stdout.write(`${IMAGES} images: ${seconds.toFixed(1)} s\n`);
    },
    FULL_SIZE ? 150_000 : 120_000,
  );

  it('is asked less often by all when it refuses, without a limit that anybody set', async () => {
    await start();
    await provider.conditions({ requestsPerSecond: 2 });
    await describeAll(12);
    const { overLimit } = await provider.seen();
    expect(overLimit).toBeGreaterThan(0);
    expect(overLimit).toBeLessThan(24);
  });
});
