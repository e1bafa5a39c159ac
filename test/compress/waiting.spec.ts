import sharp from 'sharp';
import type { BatchView } from '../../src/batches/reading/batch-view.js';
import type { CompressResult } from '../../src/compress/compress-results.service.js';
import { makeBucket } from '../support/bucket.js';
import { SHORT_JOB_LOCKS, skipClaims } from '../support/claims.js';
import type { AccountClient } from '../support/client.js';
import { compress, compressed, makePhoto, newestBatch } from '../support/compress-call.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startWorker, type WorkerProcess } from '../support/role-process.js';

describe('waiting for results', () => {
  let service: Service;
  let account: AccountClient;
  let photo: Buffer;
  let slow: Buffer;
  const workers: WorkerProcess[] = [];

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api,scheduler', ...SHORT_JOB_LOCKS } });
    photo = await makePhoto();
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 25 };
    slow = await sharp({ create: { width: 1800, height: 1200, channels: 3, background: 'grey', noise } })
      .jpeg()
      .toBuffer();
  });
  beforeEach(async () => {
    account = await service.client.account();
  });
  const work = async (environment = service.environment) => {
    const worker = await startWorker(environment);
    workers.push(worker);
    return worker;
  };
  const batch = () =>
    until(
      () => newestBatch(account),
      (found) => found !== undefined,
    );
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.end('SIGTERM')));
    await service.client.expectSoundBooks();
  });
  afterAll(() => service.close());

  it('answers 202 with the batch to poll when it takes too long, and the results later', async () => {
    const impatient = await startService({ environment: { ROLE: 'api,scheduler', COMPRESS_WAIT_SECONDS: '0.2' } });
    account = await impatient.client.account();
    const headers = { 'idempotency-key': 'patience' };
    const sent = { files: [['a.jpg', photo]] as [string, Buffer][], headers };
    const { status, headers: answered, body } = await compress(impatient, account, sent);
    const { id } = body as unknown as BatchView;
    expect([status, answered.get('location')]).toEqual([202, `/api/batches/${id}`]);
    // The id is in Redis and lost there: the row brings it back.
    await impatient.flushRedis();
    const worker = await work(impatient.environment);
    expect(await account.ended(id)).toMatchObject({ status: 'completed', images: { succeeded: 1 } });
    const { data } = (await account.get<{ data: CompressResult[] }>(`/api/compress?batch=${id}`)).body;
    expect(data).toMatchObject([{ originalName: 'a.jpg', filename: 'a.webp', status: 'succeeded' }]);
    expect((await fetch(data[0]!.downloadUrl!)).status).toBe(200);
    // Who asks again gets the results now.
    const again = await compress(impatient, account, sent);
    expect(again).toMatchObject({ status: 200, body: { results: [{ id: data[0]!.id }] } });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await account.usage()).compressor_used).toBe(1);
    await impatient.client.expectSoundBooks();
    await worker.end('SIGTERM');
    await impatient.close();
  });

  it('survives a worker that is killed in the middle', async () => {
    const first = await work();
    const answer = compressed(service, account, { files: [['slow.jpg', slow]], fields: { format: 'avif' } });
    await until(batch, (found) => found?.images.processing === 1);
    await first.end('SIGKILL');
    await skipClaims(service.sql);
    await work();
    expect(await answer).toMatchObject([{ status: 'succeeded', format: 'avif' }]);
  });

  it('does the work and settles it when the caller hangs up while waiting', async () => {
    const form = new FormData();
    form.append('file', new Blob([photo as never]), 'a.jpg');
    const hangUp = new AbortController();
    const headers = { authorization: `Bearer ${account.key}` };
    const call = fetch(`${service.client.url}/api/compress`, {
      method: 'POST',
      body: form,
      headers,
      signal: hangUp.signal,
    });
    const { id } = (await batch())!;
    hangUp.abort();
    await expect(call).rejects.toThrow();
    await work();
    expect(await account.ended(id)).toMatchObject({ status: 'completed', images: { succeeded: 1 } });
    expect(await account.usage()).toMatchObject({ compressor_used: 1, compressor_reserved: 0 });
  });

  it('ends with a batch that is canceled meanwhile', async () => {
    const answer = compressed(service, account, { files: [['a.jpg', photo]] });
    const { id } = (await batch())!;
    expect((await account.post(`/api/batches/${id}/cancel`, undefined)).status).toBe(200);
    expect(await answer).toMatchObject([{ status: 'canceled', reason: 'canceled', downloadUrl: null }]);
    expect(await account.usage()).toMatchObject({ compressor_used: 0, compressor_reserved: 0 });
  });

  it('does not wait behind a large batch, not even one of the account’s own', async () => {
    const bucket = await makeBucket(account);
    const keys = Array.from({ length: 150 }, (_, n) => `${n}.jpg`);
    const large = await makePhoto(600, 400);
    for (const key of keys) await bucket.put(key, large);
    const { id } = await account.submit({ source: { connection: bucket.connection, keys } });
    await work();
    await until(
      () => account.batch(id),
      ({ images }) => images.succeeded > 0,
    );
    await compressed(service, account, { files: [['a.jpg', photo]] });
    const beside = await account.batch(id);
    expect(beside.endedAt).toBeNull();
    expect(beside.images.queued).toBeGreaterThan(20);
    await account.post(`/api/batches/${id}/cancel`, undefined);
    await account.ended(id);
  });
});
