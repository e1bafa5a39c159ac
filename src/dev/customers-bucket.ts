import type { BucketSettings, Settings } from '../config/settings.js';

/** Made empty by the S3 emulator at its start. A customer's never is the service's own: connections to that are refused. */
export const CUSTOMERS_BUCKET = 'photos';

export function customersBucket({ ownBucket }: Pick<Settings, 'ownBucket'>): Required<BucketSettings> {
  return { ...(ownBucket as Required<BucketSettings>), bucket: CUSTOMERS_BUCKET };
}
