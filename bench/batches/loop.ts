import type { BucketSettings } from '#service/config/settings.js';
import { PlainBucket } from '../photos/bucket.ts';

/** The quality the service takes when a request names none, in WebP. */
export const QUALITY = 82;

/** What a loop process is asked for: one run over these objects. */
export interface LoopRequest {
  bucket: BucketSettings;
  /** Images in flight. */
  concurrency: number;
  keys: string[];
  /** Where the results go, each under its source's name. */
  prefix: string;
}

/** What it answers. */
export type LoopReport = { seconds: number } | { failed: string };

type Compress = (bytes: Buffer) => Promise<Buffer>;

/** Makes this process a loop that is run once for each message; it ends when its parent does. */
export function serveLoop(compress: Compress): void {
  process.on('message', (request: LoopRequest) => {
    run(request, compress).then(
      (seconds) => answer({ seconds }),
      (error: Error) => answer({ failed: error.message }),
    );
  });
  process.once('disconnect', () => process.exit(0));
  // A Ctrl-C in the terminal is for the parent.
  process.on('SIGINT', () => {});
}

async function run({ bucket: settings, concurrency, keys, prefix }: LoopRequest, compress: Compress): Promise<number> {
  const bucket = new PlainBucket(settings);
  const waiting = keys.values();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const key of waiting) {
        const compressed = await compress(await bucket.get(key));
        await bucket.put(prefix + resultName(key), compressed, 'image/webp');
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  bucket.close();
  return seconds;
}

function resultName(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1).replace(/\.jpg$/, '.webp');
}

function answer(report: LoopReport): void {
  process.send?.(report);
}
