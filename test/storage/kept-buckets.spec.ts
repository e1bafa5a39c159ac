import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bucket } from '../../src/storage/bucket.js';
import type { ConnectionsService } from '../../src/storage/connections.service.js';
import type { OwnBucketService } from '../../src/storage/own-bucket.service.js';
import { StorageService } from '../../src/storage/storage.service.js';

/** More than the service keeps open. */
const OTHERS = 150;

it('a bucket that others push out of those kept open goes on with what it is reading', async () => {
  let goOn = () => {};
  const server = createServer((_, response) => {
    response.writeHead(200, { etag: '"1"', 'content-length': '4' });
    response.write('ab');
    goOn = () => void response.end('cd');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = { accessKeyId: 'a', secretAccessKey: 'b' };
  const settings = { endpoint, region: 'us-east-1', bucket: 'photos', forcePathStyle: true, ...keys };
  const connections = { open: async () => new Bucket(settings, true) } as unknown as ConnectionsService;
  const storage = new StorageService(connections, {} as OwnBucketService);

  const slow = await storage.bucket('con_slow');
  const reading = slow.get('a.jpg', 100, null, AbortSignal.timeout(60_000));
  await once(server, 'request');
  for (let n = 0; n < OTHERS; n += 1) await storage.bucket(`con_${n}`);
  expect(await storage.bucket('con_slow')).not.toBe(slow);
  goOn();
  await expect(reading).resolves.toMatchObject({ bytes: Buffer.from('abcd') });

  storage.onApplicationShutdown();
  server.closeAllConnections();
  server.close();
});
