import { Injectable, Logger } from '@nestjs/common';
import { errorStack, errorText } from '../../common/foreign-text.js';
import { unlessLate } from '../../common/time-limit.js';
import { ExpandService } from '../expansion/expand.service.js';

/** Listings a process reads at once: they wait for S3, not for the processor. */
const LISTED_AT_ONCE = 8;

/**
 * Lists batches as long as any wait. The rows decide whose turn it is when there is room, so one account's queue never blocks
 * the others, and Redis may be away.
 */
@Injectable()
export class ListingsService {
  private readonly logger = new Logger('expand');
  private readonly underWay = new Set<Promise<void>>();
  private stopping = false;

  constructor(private readonly expansions: ExpandService) {}

  /** Looks for a batch if there is room for one more. */
  begin(): void {
    if (this.stopping || this.underWay.size >= LISTED_AT_ONCE) return;
    const listing: Promise<void> = this.list().finally(() => this.underWay.delete(listing));
    this.underWay.add(listing);
  }

  /** Takes no more batches, and waits for the pages that are being written. */
  async stop(late: AbortSignal): Promise<void> {
    this.stopping = true;
    this.expansions.stop();
    await unlessLate(Promise.all(this.underWay), late);
  }

  private async list(): Promise<void> {
    try {
      while (!this.stopping && (await this.expansions.expandNext()));
    } catch (error) {
      this.logger.error(errorText(error), errorStack(error));
    }
  }
}
