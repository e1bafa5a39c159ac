import { createServer, type Server } from 'node:http';
import { makeBucket, type TestBucket } from '../support/bucket.js';
import { SHORT_JOB_LOCKS, skipClaims } from '../support/claims.js';
import type { AccountClient } from '../support/client.js';
import { putPictures } from '../support/pictures.js';
import { startWorker } from '../support/role-process.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

/** What ends when its worker dies of it, again and again. */
describe('work that kills its workers', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;
  /** Takes requests and answers none: whoever asks it is killed while it waits. */
  let silent: Server;
  let asked = 0;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api,scheduler', ...SHORT_JOB_LOCKS } });
    account = await service.client.account();
    bucket = await makeBucket(account);
    silent = createServer(() => (asked += 1));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(async () => {
    silent.closeAllConnections();
    silent.close();
    await service.close();
  });

  /** From here on the bucket does not answer. */
  async function hang(): Promise<void> {
    const { port } = silent.address() as { port: number };
    const values = [bucket.connection, `http://127.0.0.1:${port}`];
    await service.sql.pool.query('UPDATE connections SET endpoint = $2 WHERE id = $1', values);
  }

  /** A worker that is killed as soon as it has asked the bucket; it counts as dead at once. */
  async function killOne(): Promise<void> {
    const before = asked;
    const worker = await startWorker(service.environment);
    await until(
      () => asked,
      (now) => now > before,
    );
    await worker.end('SIGKILL');
    await skipClaims(service.sql);
    await service.sql.pool.query(`UPDATE batches SET expand_lease_until = now() WHERE status = 'expanding'`);
  }

  it('a batch whose listings never get on ends as failed, and costs nothing', async () => {
    const { ia_credits: _, ...before } = (await account.usage()) as unknown as Record<string, unknown>;
    await hang();
    const { id } = await account.submit({ source: { connection: bucket.connection, prefix: 'given-up/' } });
    for (let death = 0; death < 5; death += 1) {
      await killOne();
      expect((await account.batch(id)).status).toBe('expanding');
    }
    const last = await startWorker(service.environment);
    expect(await account.ended(id)).toMatchObject({
      status: 'failed',
      error: { code: 'gave_up', message: expect.stringContaining('5 times') },
    });
    await last.end('SIGTERM');
    expect(await account.usage()).toMatchObject(before);
  }, 180_000);

  it('an image ends as failed after three attempts, and its credits come back', async () => {
    bucket = await makeBucket(account);
    const keys = await putPictures(bucket, 'given-up', 1);
    await hang();
    const { id } = await account.submit({ source: { connection: bucket.connection, keys } });
    for (let death = 0; death < 3; death += 1) await killOne();
    expect(await account.ended(id)).toMatchObject({
      status: 'completed',
      images: { failed: 1 },
      credits: { compression: { used: 0, refunded: 1 } },
    });
    expect(await account.images(id)).toMatchObject([{ status: 'failed', reason: 'internal' }]);
  }, 180_000);
});
