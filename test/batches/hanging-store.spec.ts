import { makeBucket, makeJpeg } from '../support/bucket.js';
import { compress } from '../support/compress-call.js';
import { openRefusingStore } from '../support/refusing-store.js';
import { startService } from '../support/service.js';
import { until } from '../support/until.js';

it.each([
  ['a destination that never answers', 'PUT', false],
  ['a source that never answers', 'GET', false],
  ['a source that sends a byte now and then', 'GET', true],
  ['a store that never says what lies there', 'HEAD', false],
] as const)('%s keeps no worker from the images of others', async (_, method, drips) => {
  const door = await openRefusingStore();
  const service = await startService({ environment: { WORKER_CONCURRENCY: '2', COMPRESS_WAIT_SECONDS: '30' } });
  try {
    const [theirs, ours] = [await service.client.account(), await service.client.account()];
    const bucket = await makeBucket(theirs);
    const keys = Array.from({ length: 12 }, (_, n) => `${n}.jpg`);
    for (const key of keys) await bucket.put(key, await makeJpeg());
    Object.assign(door, { method, refuses: () => false });
    const given = { ...bucket.connectionRequest, name: 'hanging', endpoint: door.endpoint };
    const { body } = await theirs.post<{ id: string }>('/api/connections', given);
    Object.assign(door, { hangs: true, drips, refuses: () => true });
    const { id } = await theirs.submit({
      source: { connection: body.id, keys },
      destination: { connection: body.id, key: 'out/{name}.{ext}' },
    });
    // More than the process has places.
    await until(
      () => Promise.resolve(door.refused),
      (calls) => calls >= 3,
    );
    const answer = await compress(service, ours, { files: [['ours.jpg', await makeJpeg()]] });
    expect(answer).toMatchObject({ status: 200, body: { results: [{ status: 'succeeded' }] } });
    await theirs.post(`/api/batches/${id}/cancel`, undefined);
    door.close();
    await theirs.ended(id);
    await service.client.expectSoundBooks();
  } finally {
    door.close();
    await service.close();
  }
});

it('a bucket of the service’s own that takes nothing fails uploads, and leaves none waiting for somebody to resume it', async () => {
  const door = await openRefusingStore();
  door.refuses = () => false;
  const service = await startService({ environment: { S3_ENDPOINT: door.endpoint, COMPRESS_WAIT_SECONDS: '1' } });
  try {
    const account = await service.client.account();
    const files = await Promise.all(
      [1, 2, 3, 4, 5].map(async (n) => [`${n}.jpg`, await makeJpeg(64 + n)] as [string, Buffer]),
    );
    // The files are stored; their results are not.
    door.refuses = (calls) => calls > files.length;
    await compress(service, account, { files });
    const { body } = await account.get<{ data: { id: string }[] }>('/api/batches');
    const batch = await account.ended(body.data[0]?.id ?? '');
    expect(batch).toMatchObject({ status: 'completed', images: { failed: 5 }, credits: { compression: { used: 0 } } });
    await service.client.expectSoundBooks();
  } finally {
    door.close();
    await service.close();
  }
});

it('a bucket whose listing never comes keeps nobody else from being listed', async () => {
  const door = await openRefusingStore();
  Object.assign(door, { hangs: true, method: 'GET', refuses: () => false });
  const service = await startService();
  try {
    const [theirs, ours] = [await service.client.account(), await service.client.account()];
    const [bucket, other] = [await makeBucket(theirs), await makeBucket(ours)];
    const given = { ...bucket.connectionRequest, name: 'hanging', endpoint: door.endpoint };
    const { body } = await theirs.post<{ id: string }>('/api/connections', given);
    door.refuses = () => true;
    const hanging = [1, 2, 3, 4, 5, 6, 7, 8].map(() => theirs.submit({ source: { connection: body.id, prefix: '' } }));
    const ids = (await Promise.all(hanging)).map(({ id }) => id);
    await until(
      () => Promise.resolve(door.refused),
      (calls) => calls >= 2,
    );
    await other.put('a.jpg', await makeJpeg());
    const { id } = await ours.submit({ source: { connection: other.connection, prefix: '' } });
    expect(await ours.ended(id)).toMatchObject({ status: 'completed', images: { succeeded: 1 } });
    // Two of theirs wait for the store, or a few more that began at the same moment; the others wait for those.
    expect(door.refused).toBeLessThanOrEqual(4);
    for (const one of ids) await theirs.post(`/api/batches/${one}/cancel`, undefined);
  } finally {
    door.close();
    await service.close();
  }
});
