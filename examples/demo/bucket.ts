import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { BucketSettings } from '#service/config/settings.js';
import type { Picture } from './pictures.ts';

/** Uploads the pictures with the AWS SDK, as the owner of the bucket would. */
export async function upload(
  pictures: Picture[],
  { bucket, endpoint, region, forcePathStyle, accessKeyId, secretAccessKey }: Required<BucketSettings>,
  signal: AbortSignal,
): Promise<void> {
  const credentials = { accessKeyId, secretAccessKey };
  const s3 = new S3Client({ endpoint, region, forcePathStyle, credentials });
  const put = ({ key, contentType, bytes }: Picture) => {
    const command = new PutObjectCommand({ Bucket: bucket, Key: key, ContentType: contentType, Body: bytes });
    return s3.send(command, { abortSignal: signal });
  };
  await Promise.all(pictures.map(put)).finally(() => s3.destroy());
}
