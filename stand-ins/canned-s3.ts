import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';

const PAGE = 1_000;
const ETAG = '"0123456789abcdef0123456789abcdef"';

/** The prefix that holds so many objects. */
export const prefixOf = (objects: number): string => `${objects}/`;

/**
 * An S3 whose buckets hold as many objects as a prefix says, and nothing: listings are made up, every object is the same
 * tiny picture, and what is written is forgotten. It costs little, so that what is measured is the service.
 */
export async function startCannedS3() {
  const picture = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#3366aa' } })
    .jpeg()
    .toBuffer();
  const server = createServer((request, response) => void answer(request, response, picture));
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, picture: Buffer): Promise<void> {
  const { searchParams } = new URL(request.url ?? '/', 'http://s3');
  for await (const _ of request); // what is written is read and forgotten
  if (request.method === 'PUT') response.writeHead(200, { etag: ETAG }).end();
  else if (searchParams.has('list-type'))
    response.writeHead(200, { 'content-type': 'application/xml' }).end(page(searchParams));
  else response.writeHead(200, { etag: ETAG, 'content-length': picture.length }).end(picture);
}

function page(query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? '';
  const total = Number.parseInt(prefix, 10) || 0;
  const after = query.get('start-after');
  const first = after ? Number.parseInt(after.slice(after.lastIndexOf('/') + 1), 10) + 1 : 0;
  const size = Math.min(PAGE, Number(query.get('max-keys') ?? PAGE), Math.max(0, total - first));
  const objects = Array.from({ length: size }, (_, index) => object(prefix, first + index));
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>canned</Name><Prefix>${prefix}</Prefix><KeyCount>${size}</KeyCount><MaxKeys>${PAGE}</MaxKeys><IsTruncated>${first + size < total}</IsTruncated>${objects.join('')}</ListBucketResult>`;
}

/** Keys of an ordinary length, in order because their numbers have as many digits. */
function object(prefix: string, number: number): string {
  const digits = String(number).padStart(8, '0');
  const key = `${prefix}products/${digits.slice(0, 5)}/${digits}.jpg`;
  return `<Contents><Key>${key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>${ETAG.replaceAll('"', '&quot;')}</ETag><Size>20000</Size><StorageClass>STANDARD</StorageClass></Contents>`;
}
