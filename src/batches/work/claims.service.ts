import { Injectable, Logger } from '@nestjs/common';
import { Repeat } from '../../common/repeat.js';
import { DatabaseService } from '../../database/database.service.js';
import { handBackClaims, LEASE_SECONDS, renewClaims } from './claim.sql.js';
import type { Attempt } from '../model/outcome.js';

/** Renews the claims of all images in flight in this process, with one statement. */
@Injectable()
export class ClaimsService {
  private readonly logger = new Logger('claims');
  private readonly held = new Map<string, Attempt>();
  private readonly renewal = new Repeat('renew claims', (LEASE_SECONDS * 1000) / 3, () => this.renew(), this.logger);

  constructor(private readonly database: DatabaseService) {}

  start(): void {
    this.renewal.start();
  }

  /** Keeps the claim while `work` runs. */
  async keep(image: Attempt, work: () => Promise<void>): Promise<void> {
    this.held.set(image.id, image);
    try {
      await work();
    } finally {
      if (this.held.get(image.id) === image) this.held.delete(image.id);
    }
  }

  /**
   * Gives up what this process still works on, so that others need not wait for the claims to run out. The attempts count: what
   * is written under them from now on finds nothing.
   */
  async handBack(): Promise<void> {
    const images = [...this.held.values()];
    if (images.length === 0) return;
    this.logger.warn(`${images.length} images are handed back`);
    await this.database.run(handBackClaims, [images.map(({ id }) => id), images.map(({ attempts }) => attempts)]);
  }

  async stop(): Promise<void> {
    await this.renewal.stop();
  }

  private async renew(): Promise<void> {
    const images = [...this.held.values()];
    if (images.length === 0) return;
    const values = [images.map(({ id }) => id), images.map(({ attempts }) => attempts), LEASE_SECONDS];
    await this.database.run(renewClaims, values);
  }
}
