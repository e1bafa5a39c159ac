import { Injectable } from '@nestjs/common';
import { CreditsService } from '../../credits/credits.service.js';
import { DatabaseService, type Sql } from '../../database/database.service.js';
import type { OpenBatch } from '../admission/admission.service.js';
import { skipLast, type SkippedSet } from '../rows/images.sql.js';

/** Images skipped by one transaction: a batch may have a million, and its row must not be locked for all of them. */
const SET_SIZE = 500;

/**
 * `onInsufficientCredits: partial` for batches of any size: what the credits of this moment do not reach is skipped in
 * sets while nothing is reserved yet, so that the reservation, which locks the account, has little left to skip.
 */
@Injectable()
export class UncoveredImagesService {
  constructor(
    private readonly database: DatabaseService,
    private readonly credits: CreditsService,
  ) {}

  /**
   * Skips the last of `images` in key order until as many are left as there are credits for. Leaves them alone when not
   * even one fits: the reservation says so.
   * @param renew runs in each transaction and throws when the batch was taken over
   */
  async skip(batch: OpenBatch, images: number, renew: (sql: Sql) => Promise<void>): Promise<void> {
    const covered = await this.covered(batch);
    if (covered === 0) return;
    let set: SkippedSet = { first: null, left: images };
    while (set.left > covered) {
      const values = [batch.id, Math.min(SET_SIZE, set.left - covered), set.first];
      set = await this.database.transaction(async (sql) => {
        await renew(sql);
        const [skipped] = await sql.run<SkippedSet>(skipLast, values);
        return skipped ?? { first: null, left: 0 };
      });
    }
  }

  /** Images there are credits for at this moment. */
  private async covered({ accountId, request, by }: OpenBatch): Promise<number> {
    const { compression, ai } = await this.credits.available(this.database, accountId, by);
    return Math.min(compression ?? Infinity, (request.ai ? ai : null) ?? Infinity);
  }
}
