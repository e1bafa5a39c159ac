import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import S3rver from 's3rver';
import { keptPort } from '../kept-port.js';
import type { RunningServer } from '../server-messages.js';
import { decodeChunkedBody } from './aws-chunked.js';
import { pageListings } from './listing-answers.js';
import { INCOMING, ObjectFiles } from './object-files.js';

const KEEP_ALIVE_MS = 65_000;

/**
 * The S3 emulator: s3rver (keys `S3RVER` / `S3RVER`, path-style addresses) with its gaps closed where the service leans on
 * S3: whole objects or none, conditional requests, listings in order and in pages, bodies with trailing checksums.
 * It does not verify signatures, only the access key; keys lose doubled and leading slashes.
 * Connections name its address, so it has the same port at each start on the same folder.
 */
export async function startS3(directory: string, buckets: string[]): Promise<RunningServer> {
  await mkdir(directory, { recursive: true });
  for (const bucket of buckets) await rm(join(directory, bucket, INCOMING), { recursive: true, force: true });
  const server = new S3rver({
    address: '127.0.0.1',
    port: await keptPort(`${directory}-port`),
    directory,
    silent: true,
    vhostBuckets: false,
    configureBuckets: buckets.map((name) => ({ name })),
  });
  const files = new ObjectFiles(directory);
  server.store = server.context.store = files;
  server.middleware.splice(-1, 0, decodeChunkedBody, withConditions(files), pageListings);
  const { port } = await server.run();
  server.httpServer.keepAliveTimeout = KEEP_ALIVE_MS;
  return {
    port,
    stop: async () => {
      server.httpServer.close();
      server.httpServer.closeAllConnections();
    },
  };
}

/** The handlers know no preconditions: each request gets the files as seen under its own. */
function withConditions(files: ObjectFiles): S3rver.Middleware {
  return (ctx, next) => {
    const copySource = header(ctx, 'x-amz-copy-source');
    // Handlers decode the source with decodeURI, which leaves %2B, %3F, %23 … as they are.
    if (copySource) ctx.headers['x-amz-copy-source'] = encodeURI(decodeURIComponent(copySource));
    ctx.store = files.under({
      ifMatch: header(ctx, 'if-match'),
      ifNoneMatch: header(ctx, 'if-none-match'),
      copySourceIfMatch: header(ctx, 'x-amz-copy-source-if-match'),
    });
    return next();
  };
}

function header(ctx: S3rver.Context, name: string): string | undefined {
  const value = ctx.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
