import { createHash } from 'node:crypto';
import {
  CreateBucketCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import sharp from 'sharp';
import { FOLDERS } from './plan.js';

const PICTURES_PER_FOLDER = 10;
/** In each folder, so many of the files are not what their name says. */
const BROKEN_PER_FOLDER = 2;

/** A file of the bucket; `sound` files are pictures, the others are cut off or no pictures at all. */
export interface SourceFile {
  key: string;
  sound: boolean;
  body: Buffer;
}

/** Small pictures that all differ, made once for all seeds. */
export async function paintFiles(): Promise<SourceFile[]> {
  const files = FOLDERS.flatMap((folder, at) =>
    Array.from({ length: PICTURES_PER_FOLDER + BROKEN_PER_FOLDER }, (_, index) => paint(folder, at, index)),
  );
  return Promise.all(files);
}

async function paint(folder: string, at: number, index: number): Promise<SourceFile> {
  const number = at * 100 + index;
  const type = (['jpeg', 'png', 'webp'] as const)[index % 3] ?? 'jpeg';
  const width = 60 + ((number * 37) % 120);
  const background = `#${createHash('sha256').update(String(number)).digest('hex').slice(0, 6)}`;
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 };
  const grain = await sharp({ create: { width, height: 50, channels: 3, background, noise } })
    .png()
    .toBuffer();
  const picture = sharp({ create: { width, height: 80, channels: 3, background } });
  const body = await picture
    .composite([{ input: grain, gravity: 'north' }])
    .toFormat(type)
    .toBuffer();
  const key = `${folder}${String(number).padStart(3, '0')}.${type === 'jpeg' ? 'jpg' : type}`;
  if (index < PICTURES_PER_FOLDER) return { key, sound: true, body };
  const broken = index % 2 === 0 ? body.subarray(0, Math.floor(body.length / 3)) : Buffer.from('not a picture');
  return { key, sound: false, body: broken };
}

/** A bucket as its owner sees it, beside the bad line that the service has to it. */
export class OwnBucket {
  private constructor(
    private readonly s3: S3Client,
    readonly name: string,
  ) {}

  static async fill(endpoint: string, name: string, files: SourceFile[]): Promise<OwnBucket> {
    const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
    const s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
    await s3.send(new CreateBucketCommand({ Bucket: name }));
    await Promise.all(
      files.map(({ key, body }) => s3.send(new PutObjectCommand({ Bucket: name, Key: key, Body: body }))),
    );
    return new OwnBucket(s3, name);
  }

  async keys(): Promise<string[]> {
    const keys: string[] = [];
    for await (const page of paginateListObjectsV2({ client: this.s3 }, { Bucket: this.name })) {
      keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
    }
    return keys;
  }

  async get(key: string): Promise<Buffer> {
    const object = await this.s3.send(new GetObjectCommand({ Bucket: this.name, Key: key }));
    return Buffer.from((await object.Body?.transformToByteArray()) ?? []);
  }

  close(): void {
    this.s3.destroy();
  }
}
