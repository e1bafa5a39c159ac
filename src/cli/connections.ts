import type { Api } from './api.js';
import { EXIT, Failure, wrongUsage } from './failure.js';

/** The id of the account's connection to a bucket. @throws Failure when there is none, or more than one and none named */
export async function connectionTo(api: Api, bucket: string, named?: string): Promise<string> {
  const toBucket = (await api.connections()).filter((connection) => connection.bucket === bucket);
  if (named !== undefined) {
    if (toBucket.some(({ id }) => id === named)) return named;
    throw wrongUsage(`--connection: ${named} is none of this account's connections to the bucket ${bucket}`);
  }
  const [first, ...others] = toBucket;
  if (!first) {
    throw new Failure(
      EXIT.refused,
      `No connection of this account leads to the bucket ${bucket}: make one in the dashboard`,
    );
  }
  if (others.length === 0) return first.id;
  const shown = toBucket.map(({ id, name, endpoint }) => `  ${id}  ${name}${endpoint ? `  ${endpoint}` : ''}`);
  throw wrongUsage(
    `Several connections lead to buckets named ${bucket}; say which with --connection:\n${shown.join('\n')}`,
  );
}
