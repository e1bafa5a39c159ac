import { setTimeout as sleep } from 'node:timers/promises';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { RoleProcess } from '../chaos/role-process.js';
import { makeBucket, type TestBucket } from '../support/bucket.js';
import { Client, type AccountClient } from '../support/client.js';
import { makePhoto } from '../support/compress-call.js';
import { serversEnvironment } from '../support/environment.js';
import { Balancer } from './balancer.js';
import { Callers } from './callers.js';
import { Cast } from './cast.js';

const IMAGES = 1_000;
/** A process has taken up its work before the next one goes. */
const BETWEEN_RESTARTS_MS = 2_000;

/**
 * `npm run test:long -- restart`: every role is restarted, one process after the other, while a batch of 1,000 images runs and callers
 * go on as if nothing were. Two APIs stand behind a balancer that repeats nothing.
 */
describe('a rolling restart', () => {
  let cast: Cast;
  let balancer: Balancer;
  let client: Client;
  let account: AccountClient;
  let bucket: TestBucket;
  let processes: RoleProcess[];

  beforeAll(async () => {
    cast = await Cast.gather({ STOP_DELAY_SECONDS: '2', WORKER_CONCURRENCY: '2' });
    const apis = [await cast.api('api 1'), await cast.api('api 2')];
    const workers = [await cast.start('worker 1', 'worker'), await cast.start('worker 2', 'worker')];
    processes = [...workers, ...apis, await cast.start('scheduler', 'scheduler')];
    balancer = await Balancer.before(apis.map(({ port }) => port));
    client = new Client(balancer.url, cast.adminToken);
    account = await client.account();
    bucket = await makeBucket(account);
    const photo = await makePhoto(480, 360);
    for (let from = 0; from < IMAGES; from += 50) {
      const keys = Array.from({ length: 50 }, (_, index) => `in/${String(from + index).padStart(4, '0')}.jpg`);
      await Promise.all(keys.map((key) => bucket.put(key, photo)));
    }
  }, 180_000);
  afterAll(async () => {
    await cast.dismiss();
    await balancer.close();
  }, 120_000);

  it(`loses none of ${IMAGES} images and fails no request`, async () => {
    const began = Date.now();
    const { id } = await account.submit({ source: { connection: bucket.connection, prefix: 'in/' } });
    const callers = new Callers(client, account, id);
    let restarts = 0;
    try {
      while ((await account.batch(id)).endedAt === null || restarts < processes.length) {
        await processes[restarts++ % processes.length]?.stopAndRestart(200);
        const { images } = await account.batch(id);
        process.stderr.write(`${restarts} restarts, ${images.succeeded} images done\n`);
        await sleep(BETWEEN_RESTARTS_MS);
      }
    } finally {
      await callers.stop();
    }
    const secondsInBatch = (Date.now() - began) / 1000;

    const batch = await account.ended(id);
    process.stderr.write(`${restarts} restarts in ${secondsInBatch.toFixed(0)} s; answers: ${callers.told}\n`);
    expect(balancer.failures).toEqual([]);
    expect(callers.refused).toEqual([]);
    expect(cast.findings.list).toEqual([]);
    expect(batch).toMatchObject({ status: 'completed', images: { total: IMAGES, succeeded: IMAGES } });
    expect(await resultsIn(bucket.bucket)).toBe(IMAGES);
    await client.expectSoundBooks();
  }, 600_000);
});

async function resultsIn(bucket: string): Promise<number> {
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID = '', S3_SECRET_ACCESS_KEY = '' } = serversEnvironment();
  const credentials = { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY };
  const s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'optimized/in/' }));
  s3.destroy();
  return KeyCount ?? 0;
}
