/** The parts of s3rver (a Koa application without types of its own) that the emulator builds on. */
declare module 's3rver' {
  import type { IncomingMessage, Server } from 'node:http';
  import type FilesystemStore from 's3rver/lib/stores/filesystem.js';

  interface S3rverOptions {
    address: string;
    port: number;
    directory: string;
    silent: boolean;
    vhostBuckets: boolean;
    configureBuckets: { name: string }[];
  }

  namespace S3rver {
    /** A request on its way through the middleware. */
    interface Context {
      /** Read by the handlers for the body only. */
      req: NodeJS.ReadableStream;
      headers: IncomingMessage['headers'];
      query: Record<string, string | undefined>;
      body: unknown;
      store: FilesystemStore;
    }
    type Middleware = (ctx: Context, next: () => Promise<void>) => Promise<void>;
  }

  class S3rver {
    constructor(options: S3rverOptions);
    store: FilesystemStore;
    context: { store: FilesystemStore };
    /** In order; the last one routes to the handlers. */
    middleware: S3rver.Middleware[];
    httpServer: Server;
    run(): Promise<{ port: number }>;
  }
  export default S3rver;
}

declare module 's3rver/lib/models/error.js' {
  export default class S3Error extends Error {
    constructor(code: string, message: string);
  }
}

declare module 's3rver/lib/models/object.js' {
  import type { Readable } from 'node:stream';

  export default class S3Object {
    constructor(bucket: string, key: string, content: null, metadata: Record<string, unknown>);
    bucket: string;
    key: string;
    content: Buffer | Readable | null;
    /** Header names in lower case; `etag` with its quotes. */
    metadata: Record<string, unknown>;
  }
}

declare module 's3rver/lib/stores/filesystem.js' {
  import type { Readable } from 'node:stream';
  import type S3Object from 's3rver/lib/models/object.js';

  export interface Stored {
    size: number;
    /** Hex. */
    md5: string;
  }

  export interface ListOptions {
    delimiter?: string;
    startAfter?: string;
    prefix?: string;
    maxKeys?: number;
  }

  export interface ListPage {
    objects: S3Object[];
    commonPrefixes: string[];
    isTruncated: boolean;
  }

  /** Keeps an object as three files: `<key>._S3rver_object`, `….md5` and `<key>._S3rver_metadata.json`. */
  export default class FilesystemStore {
    constructor(directory: string);
    rootDirectory: string;
    getResourcePath(bucket: string, key: string | undefined, resource: string): string;
    getMetadata(bucket: string, key: string): Promise<Record<string, unknown>>;
    putMetadata(bucket: string, key: string, metadata: Record<string, unknown>, md5?: string): Promise<void>;
    listObjects(bucket: string, options: ListOptions): Promise<ListPage>;
    getObject(bucket: string, key: string, options?: { start?: number; end?: number }): Promise<S3Object | null>;
    putObject(object: S3Object): Promise<Stored>;
    putPart(bucket: string, uploadId: string, partNumber: string, content: Readable): Promise<Stored>;
    copyObject(
      fromBucket: string,
      fromKey: string,
      toBucket: string,
      toKey: string,
      metadata?: Record<string, unknown>,
    ): Promise<Record<string, unknown>>;
    deleteObject(bucket: string, key: string): Promise<void>;
  }
}
