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
      () => Promise.resolve(door.puts),
      (puts) => puts >= 4,
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
