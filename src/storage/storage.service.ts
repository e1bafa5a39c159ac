import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Bucket } from './bucket.js';
import { ConnectionsService } from './connections.service.js';
import { OwnBucketService } from './own-bucket.service.js';

/** Open clients kept; each holds sockets, so the least recently used goes first. */
const MAX_OPEN = 100;

/** Opened buckets by connection. A connection never changes, so what was opened stays right. */
@Injectable()
export class StorageService implements OnApplicationShutdown {
  /** One that is dropped is not closed: it may be in use. Its sockets close by themselves once they are idle. */
  private readonly open = new LRUCache<string, Promise<Bucket>>({ max: MAX_OPEN });

  constructor(
    private readonly connections: ConnectionsService,
    private readonly ownBucket: OwnBucketService,
  ) {}

  /** @param connectionId null for the service's own bucket: what a batch of uploaded files has in place of a connection */
  async bucket(connectionId: string | null): Promise<Bucket> {
    return connectionId === null ? this.ownBucket : this.connected(connectionId);
  }

  private connected(connectionId: string): Promise<Bucket> {
    const known = this.open.get(connectionId);
    if (known) return known;
    const bucket = this.connections.open(connectionId);
    this.open.set(connectionId, bucket);
    bucket.catch(() => this.open.delete(connectionId));
    return bucket;
  }

  onApplicationShutdown(): void {
    for (const bucket of this.open.values()) void bucket.then((opened) => opened.close()).catch(() => {});
  }
}
