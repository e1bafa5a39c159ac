import { createServer } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Bucket } from '../../src/storage/bucket.js';
import { serversEnvironment } from '../support/environment.js';

const never = new AbortController().signal;

describe('a bucket', () => {
  const environment = serversEnvironment();
  const settings = {
    endpoint: environment.S3_ENDPOINT,
    region: 'us-east-1',
    bucket: 'photos',
    accessKeyId: environment.S3_ACCESS_KEY_ID,
    secretAccessKey: environment.S3_SECRET_ACCESS_KEY,
    forcePathStyle: true,
  };
  const bucket = new Bucket(settings, true);
  afterAll(() => bucket.close());

  it('refuses an object that changed since its ETag was pinned', async () => {
    await bucket.put('pinned.jpg', Buffer.from('one'), { contentType: 'image/jpeg' }, never);
    const { etag } = await bucket.get('pinned.jpg', 100, null, never);
    await bucket.put('pinned.jpg', Buffer.from('two'), { contentType: 'image/jpeg' }, never);
    await expect(bucket.get('pinned.jpg', 100, etag, never)).rejects.toMatchObject({
      reason: 'source_changed',
      retryable: false,
    });
  });

  it('reads no more than it may', async () => {
    await bucket.put('large.bin', Buffer.alloc(1_000), { contentType: 'image/jpeg' }, never);
    await expect(bucket.get('large.bin', 999, null, never)).rejects.toMatchObject({ reason: 'too_large' });
    expect((await bucket.get('large.bin', 1_000, null, never)).bytes.length).toBe(1_000);
  });

  it('lists in pages that go on where the last one ended', async () => {
    for (const name of ['a', 'b', 'c']) {
      await bucket.put(`pages/${name}`, Buffer.from(name), { contentType: 'image/jpeg' }, never);
    }
    const first = await bucket.list('pages/', null, 2);
    expect(first.map(({ key }) => key)).toEqual(['pages/a', 'pages/b']);
    const second = await bucket.list('pages/', 'pages/b', 2);
    expect(second).toMatchObject([{ key: 'pages/c', bytes: 1 }]);
    expect(await bucket.list('pages/', 'pages/c', 2)).toEqual([]);
  });

  it('tells what is missing or denied from what may pass', async () => {
    await expect(bucket.get('missing', 1, null, never)).rejects.toMatchObject({
      reason: 'not_found',
      retryable: false,
    });
    const wrong = new Bucket({ ...settings, accessKeyId: 'WRONG' }, true);
    await expect(wrong.check()).rejects.toMatchObject({ reason: 'access_denied', retryable: false });
    wrong.close();
  });

  it('ends a stream that stalls or breaks, and waits for a slow reader', async () => {
    const moody = createServer(({ url }, response) => {
      response.writeHead(200, { 'content-length': '1000', etag: '"moody"' });
      response.write('x'.repeat(10));
      if (url?.includes('breaks')) setTimeout(() => response.destroy(), 50);
      if (url?.includes('whole')) response.end('x'.repeat(990));
    }).listen(0, '127.0.0.1');
    await once(moody, 'listening');
    const { port } = moody.address() as { port: number };
    const remote = new Bucket({ ...settings, endpoint: `http://127.0.0.1:${port}` }, true);
    const read = async (key: string, pauseMs: number) => {
      const { etag, bytes } = await remote.open(key, null, never, 200);
      expect(etag).toBe('"moody"');
      let total = 0;
      for await (const chunk of bytes as AsyncIterable<Buffer>) {
        total += chunk.length;
        await sleep(pauseMs);
      }
      return total;
    };
    await expect(read('stalls', 0)).rejects.toMatchObject({ reason: 'storage_error', retryable: true });
    await expect(read('breaks', 0)).rejects.toMatchObject({ reason: 'storage_error', retryable: true });
    expect(await read('whole', 300)).toBe(1_000);
    remote.close();
    moody.closeAllConnections();
    moody.close();
  });

  it('is read by as many at once as a process has slots, however slow it is', async () => {
    let [open, most] = [0, 0];
    const slow = createServer((_, response) => {
      most = Math.max(most, (open += 1));
      // Longer than the SDK waits for a connection, which counts waiting for a free socket.
      setTimeout(() => response.writeHead(200, { 'content-length': '1' }).end('x', () => (open -= 1)), 6_000);
    });
    slow.listen(0, '127.0.0.1');
    await once(slow, 'listening');
    const { port } = slow.address() as { port: number };
    const busy = new Bucket({ ...settings, endpoint: `http://127.0.0.1:${port}` }, true);
    const reads = Array.from({ length: 256 }, (_, n) => busy.get(`${n}.jpg`, 10, null, never));
    expect(await Promise.all(reads)).toHaveLength(256);
    expect(most).toBe(256);
    busy.close();
    slow.closeAllConnections();
    slow.close();
  });

  it('gives up on a body that drips when its time is over', async () => {
    const dripping = createServer((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      const drip = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(drip));
    });
    dripping.listen(0, '127.0.0.1');
    await once(dripping, 'listening');
    const { port } = dripping.address() as { port: number };
    const slow = new Bucket({ ...settings, endpoint: `http://127.0.0.1:${port}` }, true);
    const late = slow.get('slow.jpg', 10_000, null, AbortSignal.timeout(500));
    await expect(late).rejects.toMatchObject({ reason: 'storage_error', retryable: true });
    slow.close();
    dripping.closeAllConnections();
    dripping.close();
  });
});
