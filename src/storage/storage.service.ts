import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Bucket } from './bucket.js';
import { ConnectionsService } from './connections.service.js';
import { OwnBucketService } from './own-bucket.service.js';

/** Open clients kept; each holds sockets, so the least recently used goes first. */
const MAX_OPEN = 100;

/** How long a connection that was there may be gone without anybody noticing. */
const FRESH_MS = 500;

interface Opened {
  bucket: Promise<Bucket>;
  seenAt: number;
}

/** Opened buckets by connection. A connection never changes, but it may be deleted, in any process. */
@Injectable()
export class StorageService implements OnApplicationShutdown {
  /** One that is dropped is not closed: it may be in use. Its sockets close by themselves once they are idle. */
  private readonly open = new LRUCache<string, Opened>({ max: MAX_OPEN });

  constructor(
    private readonly connections: ConnectionsService,
    private readonly ownBucket: OwnBucketService,
  ) {}

  /** @param connectionId null for the service's own bucket: what a batch of uploaded files has in place of a connection */
  async bucket(connectionId: string | null): Promise<Bucket> {
    return connectionId === null ? this.ownBucket : this.connected(connectionId);
  }

  private async connected(connectionId: string): Promise<Bucket> {
    const known = this.open.get(connectionId);
    if (known && (await this.isThere(connectionId, known))) return known.bucket;
    const opened = { bucket: this.connections.open(connectionId), seenAt: Date.now() };
    this.open.set(connectionId, opened);
    opened.bucket.catch(() => this.open.delete(connectionId));
    return opened.bucket;
  }

  private async isThere(connectionId: string, known: Opened): Promise<boolean> {
    if (Date.now() - known.seenAt < FRESH_MS) return true;
    const seenAt = Date.now();
    if (!(await this.connections.exists(connectionId))) return false;
    known.seenAt = seenAt;
    return true;
  }

  onApplicationShutdown(): void {
    for (const { bucket } of this.open.values()) void bucket.then((opened) => opened.close()).catch(() => {});
  }
}
