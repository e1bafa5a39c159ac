import { randomBytes } from 'node:crypto';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { serversEnvironment } from '../../support/environment.js';
import { makePhoto } from './pictures.js';

/** A new bucket on the S3 emulator with so many photos below a prefix. */
export async function fillBucket(prefix: string, images: number) {
  const environment = serversEnvironment();
  const credentials = {
    endpoint: environment.S3_ENDPOINT ?? '',
    accessKeyId: environment.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: environment.S3_SECRET_ACCESS_KEY ?? '',
  };
  const name = `browser-${randomBytes(6).toString('hex')}`;
  const { endpoint, ...keys } = credentials;
  const s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: { ...keys } });
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  const put = (Key: string, Body?: Buffer) => s3.send(new PutObjectCommand({ Bucket: name, Key, Body }));
  const photos = await Promise.all(Array.from({ length: Math.min(images, 8) }, (_, seed) => makePhoto(seed)));
  for (let index = 0; index < images; index += 1) {
    await put(`${prefix}photo-${String(index).padStart(3, '0')}.jpg`, photos[index % photos.length]);
  }
  const connection = { name: 'Shop', bucket: name, region: 'us-east-1', forcePathStyle: true, ...credentials };
  return { name, credentials, connection, put };
}
export type FilledBucket = Awaited<ReturnType<typeof fillBucket>>;
