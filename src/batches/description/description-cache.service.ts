import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Description } from '../../ai/description.js';
import { DatabaseService } from '../../database/database.service.js';
import type { ClaimedImage } from '../model/claimed-image.js';
import {
  forgetDescriptions,
  keepDescription,
  readDescription,
  releaseQuestion,
  takeQuestion,
} from './description-cache.sql.js';

const POLL_MS = 300;

/** Descriptions of an account's pictures. The same picture is not asked about twice, also not at the same time. */
@Injectable()
export class DescriptionCacheService {
  constructor(private readonly database: DatabaseService) {}

  /** The description that is kept, or null. */
  async find(accountId: string, hash: string): Promise<Description | null> {
    const [description] = await this.database.run<Description>(readDescription, [accountId, hash]);
    return description ?? null;
  }

  /**
   * The description that is kept or that another image is waiting for; otherwise the one `ask` brings, which is kept.
   * What `ask` throws is thrown to its caller alone; the next one asks.
   */
  async once(
    { account_id: accountId, id: imageId }: Pick<ClaimedImage, 'account_id' | 'id'>,
    hash: string,
    signal: AbortSignal,
    ask: () => Promise<Description>,
  ): Promise<{ description: Description; wasCached: boolean }> {
    while ((await this.database.run(takeQuestion, [accountId, hash, imageId])).length === 0) {
      const kept = await this.find(accountId, hash);
      if (kept) return { description: kept, wasCached: true };
      await sleep(POLL_MS, undefined, { signal });
    }
    try {
      const description = await ask();
      const { altText, seoName } = description;
      await this.database.run(keepDescription, [accountId, hash, altText, seoName]);
      return { description, wasCached: false };
    } catch (error) {
      await this.database.run(releaseQuestion, [accountId, hash, imageId]);
      throw error;
    }
  }

  /** Deletes a page of descriptions that are too old; returns how many. */
  async forget(limit: number): Promise<number> {
    return (await this.database.run(forgetDescriptions, [limit])).length;
  }
}
