import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { BatchView } from '../../src/batches/reading/batch-view.js';
import { failExpansion } from '../../src/batches/expansion/expansion-end.sql.js';
import type { EmbeddedParts } from '../../src/dev/embedded.js';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import { SHORT_JOB_LOCKS, skipClaims } from '../support/claims.js';
import type { AccountClient } from '../support/client.js';
import { serversEnvironment } from '../support/environment.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver } from '../support/webhook-receiver.js';
import { startWorker, type WorkerProcess } from '../support/role-process.js';

const IMAGES = 80;

/** The api and the scheduler run here, the worker as a process that can be killed, Redis as a server of its own. */
describe('parts that are lost in the middle of a batch', () => {
  let startEmbeddedParts: (environment: object) => Promise<EmbeddedParts>;
  let folder: string;
  let valkey: EmbeddedParts;
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;
  const workers: WorkerProcess[] = [];
  const keys = Array.from({ length: IMAGES }, (_, index) => `in/${String(index).padStart(3, '0')}.jpg`);

  beforeAll(async () => {
    ({ startEmbeddedParts } = await import('../../dist/dev/embedded.js' as string));
    folder = await mkdtemp(join(tmpdir(), 'fluxbatch-chaos-'));
    valkey = await startEmbeddedParts({ ...serversEnvironment(), REDIS_URL: undefined, DATA_DIR: folder });
    const { REDIS_URL } = valkey.environment;
    service = await startService({
      environment: { REDIS_URL, ROLE: 'api,scheduler', WORKER_CONCURRENCY: '2', ...SHORT_JOB_LOCKS },
    });
    account = await service.client.account();
    bucket = await makeBucket(account);
    const jpeg = await makeJpeg(900, 600);
    await Promise.all(keys.map((key) => bucket.put(key, jpeg)));
  });
  afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.end('SIGKILL'))));
  afterAll(async () => {
    await service.close();
    await valkey.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function worker(): Promise<WorkerProcess> {
    const started = await startWorker(service.environment);
    workers.push(started);
    return started;
  }

  let runs = 0;
  /** Each has results of its own: those of the one before would be left as they are. */
  function submit(asked: object = { ai: { altText: true } }, chosen = keys): Promise<BatchView> {
    const destination = { key: `run-${(runs += 1)}/{path}{name}.{ext}` };
    return account.submit({ source: { connection: bucket.connection, keys: chosen }, destination, ...asked });
  }

  function halfDone(id: string): Promise<BatchView> {
    return until(
      () => account.batch(id),
      ({ images }) => images.succeeded >= 20,
    );
  }

  async function expectEveryImageOnce(batch: BatchView): Promise<void> {
    expect(batch.images).toMatchObject({ total: IMAGES, succeeded: IMAGES, failed: 0, queued: 0, processing: 0 });
    expect(batch.credits).toMatchObject({
      compression: { reserved: IMAGES, used: IMAGES, refunded: 0 },
      ai: { reserved: IMAGES, used: IMAGES, refunded: 0 },
    });
    const images = await account.images(batch.id);
    expect(new Set(images.map(({ targetKey }) => targetKey)).size).toBe(IMAGES);
    for (const { targetKey } of images.slice(0, 5))
      expect((await bucket.get(targetKey ?? '')).length).toBeGreaterThan(0);
    await service.client.expectSoundBooks();
  }

  it('ends a batch whose worker was killed with kill -9, every image once', async () => {
    const receiver = await startReceiver();
    await account.post('/api/webhooks', { url: receiver.url, events: ['batch.completed'] });
    const first = await worker();
    const batch = await submit();
    const atKill = await halfDone(batch.id);
    await first.end('SIGKILL');
    await skipClaims(service.sql);
    expect(atKill.images.succeeded).toBeLessThan(IMAGES);
    await worker();
    await expectEveryImageOnce(await account.ended(batch.id));
    const images = await account.images(batch.id);
    expect(images.some(({ attempts }) => attempts > 1)).toBe(true);
    await receiver.received(1);
    await receiver.close();
  });

  it('ends a batch in the middle of which Redis lost everything', async () => {
    const only = await worker();
    const batch = await submit();
    await halfDone(batch.id);
    const redis = new Redis(valkey.environment.REDIS_URL ?? '');
    await redis.flushall();
    redis.disconnect();
    await expectEveryImageOnce(await account.ended(batch.id));
    expect(only.running).toBe(true);
  });

  it('ends a batch of which Redis holds remains: keys that are in no list', async () => {
    const batch = await submit({}, keys.slice(0, 3));
    const redis = new Redis(valkey.environment.REDIS_URL ?? '');
    // What Bull leaves behind when Redis loses everything between taking a job and reading it.
    for (const { id } of await account.images(batch.id)) await redis.hset(`{fluxbatch}:images:${id}`, 'processedOn', 1);
    redis.disconnect();
    await worker();
    expect((await account.ended(batch.id)).images).toMatchObject({ succeeded: 3 });
  });

  it('gives up on an image that outlived its last attempt, and gives its credits back', async () => {
    const batch = await account.submit({ source: { connection: bucket.connection, keys: ['in/000.jpg'] } });
    // What three workers that died in the middle of it leave behind.
    await service.sql.pool.query(
      `UPDATE images SET status = 'processing', attempts = 3, lease_until = now() - interval '1 second' WHERE batch_id = $1`,
      [batch.id],
    );
    const done = await account.ended(batch.id);
    expect(done).toMatchObject({ images: { failed: 1 }, credits: { compression: { used: 0, refunded: 1 } } });
    expect((await account.images(batch.id))[0]).toMatchObject({ status: 'failed', reason: 'internal', attempts: 3 });
    await service.client.expectSoundBooks();
  });

  it('leaves a batch alone that another worker brought to run while this one failed to list it', async () => {
    const batch = await submit({}, keys.slice(0, 3));
    // What an expander does whose lease ran out in the middle of a listing that then failed.
    const [failed] = await service.sql.run(failExpansion, [batch.id, '{}']);
    expect(failed).toBeUndefined();
    await worker();
    expect((await account.ended(batch.id)).images).toMatchObject({ succeeded: 3, skipped: 0 });
    await service.client.expectSoundBooks();
  });

  it('stops in time while Redis is away', async () => {
    const alone = await startEmbeddedParts({
      ...serversEnvironment(),
      REDIS_URL: undefined,
      DATA_DIR: `${folder}/alone`,
    });
    const started = await startWorker({ ...service.environment, REDIS_URL: alone.environment.REDIS_URL });
    workers.push(started);
    await alone.stop();
    // One that is not done within STOP_SECONDS ends itself with 1.
    expect(await started.end('SIGTERM')).toBe(0);
  });

  it('hands images back on SIGTERM: what is in flight ends, nothing is lost', async () => {
    const first = await worker();
    const batch = await submit();
    await halfDone(batch.id);
    await first.end('SIGTERM');
    const { processing } = (await account.batch(batch.id)).images;
    expect(processing).toBe(0);
    await worker();
    await expectEveryImageOnce(await account.ended(batch.id));
    expect((await account.images(batch.id)).every(({ attempts }) => attempts === 1)).toBe(true);
  });
});
