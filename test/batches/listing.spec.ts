import { once } from 'node:events';
import { createServer } from 'node:http';
import { listedPages } from '../../src/batches/expansion/listing.js';
import type { KeptRequest } from '../../src/batches/model/batch-request.js';
import { Bucket } from '../../src/storage/bucket.js';

const PAGE = `<?xml version="1.0"?><ListBucketResult><IsTruncated>true</IsTruncated><KeyCount>1</KeyCount>
  <Contents><Key>a.jpg</Key><Size>1</Size><ETag>"e"</ETag><LastModified>2026-01-01T00:00:00Z</LastModified></Contents>
  </ListBucketResult>`;

describe('a listing', () => {
  it('ends when the store does not go on after the last key', async () => {
    const store = createServer((_, response) => response.setHeader('content-type', 'application/xml').end(PAGE));
    store.listen(0, '127.0.0.1');
    await once(store, 'listening');
    const { port } = store.address() as { port: number };
    const bucket = new Bucket(
      {
        endpoint: `http://127.0.0.1:${port}`,
        region: 'us-east-1',
        bucket: 'circles',
        accessKeyId: 'any',
        secretAccessKey: 'any',
        forcePathStyle: true,
      },
      true,
    );
    const request = {
      source: { connection: 'con_1', prefix: '' },
      destination: { connection: 'con_1', key: '{name}' },
    };
    const pages = listedPages(bucket, request as unknown as KeptRequest, null);
    expect((await pages.next()).value).toMatchObject({ to: 'a.jpg' });
    await expect(pages.next()).rejects.toMatchObject({ reason: 'storage_error', retryable: false });
    bucket.close();
    store.closeAllConnections();
    store.close();
  });
});
