import { wrongUsage } from './failure.js';

/** `s3://photos/2026/` is the bucket `photos` and what begins with `2026/` there. Keys are taken as they are, not decoded. */
export function readSource(address: string): { bucket: string; key: string } {
  const [, bucket, key = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/s.exec(address) ?? [];
  if (!bucket) throw wrongUsage(`Expected s3://<bucket>/<prefix>, not ${address}`);
  return { bucket, key };
}
