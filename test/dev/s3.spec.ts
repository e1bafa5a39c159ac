import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { startS3 } from '../../src/dev/s3/server.js';
import type { RunningServer } from '../../src/dev/server-messages.js';

const Bucket = 'photos';
let directory: string;
let server: RunningServer;
let s3: S3Client;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fluxbatch-s3-'));
});
beforeEach(async () => {
  server = await startS3(directory, [Bucket]);
  s3 = new S3Client({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
  });
});
afterEach(async () => {
  s3.destroy();
  await server.stop();
});
afterAll(() => rm(directory, { recursive: true }));

test('gives back what was put, as bytes or as a stream with its checksum behind it', async () => {
  const bytes = Buffer.alloc(300_000, 'picture');
  await put('bytes.jpg', bytes);
  await put('stream.jpg', Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]), {
    ContentLength: bytes.length,
    ContentType: 'image/jpeg',
  });
  expect((await get('bytes.jpg')).equals(bytes)).toBe(true);
  expect((await get('stream.jpg')).equals(bytes)).toBe(true);
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'stream.jpg' }));
  expect(head).toMatchObject({ ContentType: 'image/jpeg', ContentLength: bytes.length });
  expect(head.ContentEncoding).toBeUndefined();
});

test('lists in order and in pages, with common prefixes counted', async () => {
  const keys = ['list/a-1.jpg', 'list/a.jpg', 'list/a/1.jpg', 'list/a/2.jpg', 'list/b/1.jpg', 'list/ä +&%3F #1.jpg'];
  for (const key of keys) await put(key, 'x');
  expect(await listed({ Prefix: 'list/' }, 2)).toEqual(keys);
  expect(await listed({ Prefix: 'list/', StartAfter: 'list/a/1.jpg' }, 1000)).toEqual(keys.slice(3));
  expect(await listed({ Prefix: 'list/', Delimiter: '/' }, 1)).toEqual([
    'list/a-1.jpg',
    'list/a.jpg',
    'list/a/',
    'list/b/',
    'list/ä +&%3F #1.jpg',
  ]);
  const encoded = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/ä', EncodingType: 'url' }));
  expect(decodeURIComponent(encoded.Contents?.[0]?.Key ?? '')).toBe(keys[5]);
});

test('keeps the old object when an upload breaks off', async () => {
  await put('precious.jpg', 'the original');
  const socket = connect(server.port, '127.0.0.1');
  socket.end(`PUT /${Bucket}/precious.jpg HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1000\r\n\r\nhalf of`).resume();
  await once(socket, 'close');
  expect((await get('precious.jpg')).toString()).toBe('the original');
});

test('a reader never sees two versions mixed', async () => {
  const versions = ['a', 'b'].map((letter) => Buffer.alloc(1_000_000, letter));
  await put('moving.jpg', versions[0] ?? '');
  const writes = Array.from({ length: 20 }, (_, round) => put('moving.jpg', versions[round % 2] ?? ''));
  const reads = Array.from({ length: 40 }, () => get('moving.jpg'));
  for (const bytes of await Promise.all(reads)) expect(versions.some((version) => version.equals(bytes))).toBe(true);
  await Promise.all(writes);
});

test('holds preconditions at the moment of the change', async () => {
  const { ETag } = await put('pinned.jpg', 'first');
  expect(await statusOf(s3.send(new GetObjectCommand({ Bucket, Key: 'pinned.jpg', IfMatch: ETag })))).toBe(200);
  await put('pinned.jpg', 'second');
  expect(await statusOf(s3.send(new GetObjectCommand({ Bucket, Key: 'pinned.jpg', IfMatch: ETag })))).toBe(412);
  expect(await statusOf(put('pinned.jpg', 'third', { IfMatch: ETag }))).toBe(412);
  const rivals = Array.from({ length: 10 }, (_, n) => statusOf(put('once.jpg', `${n}`, { IfNoneMatch: '*' })));
  expect((await Promise.all(rivals)).filter((status) => status === 200)).toHaveLength(1);
});

test('copies, also names that need escaping, and deletes', async () => {
  const key = 'copy/ä +&?#%20 (1).jpg';
  await put(key, 'copied', { ContentType: 'image/png' });
  const CopySource = `${Bucket}/${encodeURIComponent(key)}`;
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'copy/target.jpg', CopySource }));
  expect((await get('copy/target.jpg')).toString()).toBe('copied');
  const stale = new CopyObjectCommand({ Bucket, Key: 'copy/2.jpg', CopySource, CopySourceIfMatch: '"0"' });
  expect(await statusOf(s3.send(stale))).toBe(412);
  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: key }, { Key: 'copy/target.jpg' }] } }));
  expect(await listed({ Prefix: 'copy/' }, 10)).toEqual([]);
});

test('puts parts together', async () => {
  const Key = 'large.tiff';
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const Parts = await Promise.all(
    ['one,', 'two'].map(async (Body, index) => {
      const part = { Bucket, Key, UploadId, PartNumber: index + 1 };
      const { ETag } = await s3.send(new UploadPartCommand({ ...part, Body }));
      return { PartNumber: part.PartNumber, ETag };
    }),
  );
  await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
  expect((await get(Key)).toString()).toBe('one,two');
});

test('keeps objects and their ETags over a restart, and refuses a foreign access key', async () => {
  const { ETag } = await put('kept.jpg', 'kept');
  await server.stop();
  server = await startS3(directory, [Bucket]);
  const endpoint = `http://127.0.0.1:${server.port}`;
  const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
  const again = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  expect((await again.send(new HeadObjectCommand({ Bucket, Key: 'kept.jpg' }))).ETag).toBe(ETag);
  const stranger = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { ...credentials, accessKeyId: 'SOMEONE' },
  });
  expect(await statusOf(stranger.send(new ListObjectsV2Command({ Bucket })))).toBe(403);
  again.destroy();
  stranger.destroy();
});

it('keeps keys that a file system would read otherwise, inside their bucket', async () => {
  const keys = [
    'odd/../../../up.jpg',
    'odd/./here.jpg',
    `odd/${'long-'.repeat(60)}.jpg`,
    'odd/~',
    'odd/a%2Fb',
    'odd/ü ✓?#.jpg',
  ];
  for (const key of keys) await put(key, Buffer.from(key));
  for (const key of keys) expect((await get(key)).toString('utf8')).toBe(key);
  expect(await listed({ Prefix: 'odd/' }, 2)).toEqual(keys.toSorted());
});

function put(
  key: string,
  body: PutObjectCommandInput['Body'],
  more: Partial<PutObjectCommandInput> = {},
): Promise<{ ETag?: string; $metadata: { httpStatusCode?: number } }> {
  return s3.send(new PutObjectCommand({ Bucket, Key: key, Body: body, ...more }));
}

async function get(key: string): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

async function listed(
  options: { Prefix: string; StartAfter?: string; Delimiter?: string },
  pageSize: number,
): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListObjectsV2({ client: s3, pageSize }, { Bucket, ...options })) {
    expect(page.KeyCount).toBeLessThanOrEqual(pageSize);
    const onPage = [
      ...(page.Contents ?? []).map(({ Key }) => Key),
      ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
    ];
    names.push(...onPage.map(String));
  }
  return names;
}

async function statusOf(answer: Promise<{ $metadata: { httpStatusCode?: number } }>): Promise<number | undefined> {
  return answer.then(
    ({ $metadata }) => $metadata.httpStatusCode,
    (error: { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode,
  );
}
