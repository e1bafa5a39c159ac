import { randomBytes } from 'node:crypto';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import { serversEnvironment } from './environment.js';
import type { AccountClient } from './client.js';

/** A bucket of its own on the S3 emulator, with a connection of the account's to it. */
export async function makeBucket(account: AccountClient) {
  const environment = serversEnvironment();
  const endpoint = environment.S3_ENDPOINT ?? '';
  const credentials = {
    accessKeyId: environment.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: environment.S3_SECRET_ACCESS_KEY ?? '',
  };
  const bucket = `test-${randomBytes(6).toString('hex')}`;
  const s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: { ...credentials } });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const request = { name: 'test', bucket, region: 'us-east-1', endpoint, forcePathStyle: true, ...credentials };
  const created = await account.post<{ id: string }>('/api/connections', request);
  expect(created).toMatchObject({ status: 201, body: { bucket } });
  return {
    bucket,
    connection: created.body.id,
    connectionRequest: request,
    put: (key: string, body: Buffer) => s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body })),
    async get(key: string): Promise<Buffer> {
      const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return Buffer.from((await object.Body?.transformToByteArray()) ?? []);
    },
  };
}
export type TestBucket = Awaited<ReturnType<typeof makeBucket>>;

/** A small JPEG. */
export function makeJpeg(width = 64, height = 48, background = '#3366aa'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .jpeg({ quality: 95 })
    .toBuffer();
}
