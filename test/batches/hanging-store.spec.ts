import { makeBucket, makeJpeg } from '../support/bucket.js';
import { compress } from '../support/compress-call.js';
import { openRefusingStore } from '../support/refusing-store.js';
import { startService } from '../support/service.js';
import { until } from '../support/until.js';

it('a destination that never answers keeps no worker from the images of others', async () => {
  const door = await openRefusingStore();
  door.hangs = true;
  const service = await startService({ environment: { WORKER_CONCURRENCY: '2', COMPRESS_WAIT_SECONDS: '15' } });
  try {
    const [theirs, ours] = [await service.client.account(), await service.client.account()];
    const bucket = await makeBucket(theirs);
    for (const key of ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg']) await bucket.put(key, await makeJpeg());
    const given = { ...bucket.connectionRequest, name: 'hanging', endpoint: door.endpoint };
    const { body } = await theirs.post<{ id: string }>('/api/connections', given);
    const { id } = await theirs.submit({
      source: { connection: bucket.connection, prefix: '' },
      destination: { connection: body.id, key: 'out/{name}.{ext}' },
    });
    // More than the process has places.
    await until(
      () => Promise.resolve(door.calls),
      (calls) => calls >= 4,
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
      () => Promise.resolve(door.calls),
      (calls) => calls >= 2,
    );
    await other.put('a.jpg', await makeJpeg());
    const { id } = await ours.submit({ source: { connection: other.connection, prefix: '' } });
    expect(await ours.ended(id)).toMatchObject({ status: 'completed', images: { succeeded: 1 } });
    // Two of theirs wait for the store, or a few more that began at the same moment; the others wait for those.
    expect(door.calls).toBeLessThanOrEqual(4);
    for (const one of ids) await theirs.post(`/api/batches/${one}/cancel`, undefined);
  } finally {
    door.close();
    await service.close();
  }
});
