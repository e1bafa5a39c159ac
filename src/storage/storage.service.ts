import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Bucket } from './bucket.js';
import { ConnectionsService } from './connections.service.js';
import { OwnBucket } from './own-bucket.js';

/** Open clients kept; each holds sockets, so the least recently used goes first. */
const MAX_OPEN = 100;

/** Opened buckets by connection. A connection never changes, so what was opened stays right. */
@Injectable()
export class StorageService implements OnApplicationShutdown {
  private readonly open = new Map<string, Promise<Bucket>>();

  constructor(
    private readonly connections: ConnectionsService,
    private readonly ownBucket: OwnBucket,
  ) {}

  /** @param connectionId null for the service's own bucket: what a batch of uploaded files has in place of a connection */
  async bucket(connectionId: string | null): Promise<Bucket> {
    return connectionId === null ? this.ownBucket : this.connected(connectionId);
  }

  private connected(connectionId: string): Promise<Bucket> {
    const known = this.open.get(connectionId);
    const bucket = known ?? this.connections.open(connectionId);
    // Setting it again moves it to the young end.
    this.open.delete(connectionId);
    this.open.set(connectionId, bucket);
    if (!known) bucket.catch(() => this.open.delete(connectionId));
    if (this.open.size > MAX_OPEN) this.closeOldest();
    return bucket;
  }

  onApplicationShutdown(): void {
    for (const bucket of this.open.values()) void bucket.then((opened) => opened.close());
  }

  private closeOldest(): void {
    const [oldest] = this.open;
    if (!oldest) return;
    this.open.delete(oldest[0]);
    // Far more are kept open than images are in flight, so the oldest is idle.
    void oldest[1].then((opened) => opened.close()).catch(() => {});
  }
}
