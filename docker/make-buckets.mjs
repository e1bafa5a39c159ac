/** Makes the buckets it is told, on the server that S3_* lead to, as soon as that answers. For a machine of its own. */
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

const TRIES = 60;
const THERE_ALREADY = ['BucketAlreadyOwnedByYou', 'BucketAlreadyExists'];

const { S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = process.env;
const s3 = new S3Client({
  endpoint: S3_ENDPOINT,
  region: S3_REGION || 'us-east-1',
  forcePathStyle: true,
  credentials: { accessKeyId: S3_ACCESS_KEY_ID ?? '', secretAccessKey: S3_SECRET_ACCESS_KEY ?? '' },
});
for (const Bucket of process.argv.slice(2)) await make(Bucket);

async function make(Bucket) {
  for (let tried = 1; ; tried += 1) {
    try {
      await s3.send(new CreateBucketCommand({ Bucket }));
    } catch (error) {
      if (!THERE_ALREADY.includes(error.name)) {
        if (tried === TRIES) throw error;
        await sleep(1_000);
        continue;
      }
    }
    process.stdout.write(`bucket ${Bucket} is there\n`);
    return;
  }
}
