import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Description } from '../../ai/description.js';
import { Database } from '../../database/database.service.js';
import type { ClaimedImage } from '../model/claimed-image.js';
import { dropQuestion, forgetAnswers, keepAnswer, readAnswer, takeQuestion } from './description-cache.sql.js';

const LOOK_AGAIN_MS = 300;

/** What pictures of an account were described as. The same picture is not asked about twice, also not at the same time. */
@Injectable()
export class DescriptionCacheService {
  constructor(private readonly database: Database) {}

  /** The answer that is kept, or null. */
  async find(accountId: string, hash: string): Promise<Description | null> {
    const [answer] = await this.database.run<Description>(readAnswer, [accountId, hash]);
    return answer ?? null;
  }

  /**
   * The answer that is kept or that another is waiting for, or else that of `ask`, which is kept. What `ask` throws is
   * thrown to its caller alone; the next one asks.
   */
  async once(
    { account_id: accountId, id: imageId }: Pick<ClaimedImage, 'account_id' | 'id'>,
    hash: string,
    signal: AbortSignal,
    ask: () => Promise<Description>,
  ): Promise<{ answer: Description; wasKept: boolean }> {
    while ((await this.database.run(takeQuestion, [accountId, hash, imageId])).length === 0) {
      const kept = await this.find(accountId, hash);
      if (kept) return { answer: kept, wasKept: true };
      await sleep(LOOK_AGAIN_MS, undefined, { signal });
    }
    try {
      const answer = await ask();
      await this.keep(accountId, hash, answer);
      return { answer, wasKept: false };
    } catch (error) {
      await this.database.run(dropQuestion, [accountId, hash, imageId]);
      throw error;
    }
  }

  async keep(accountId: string, hash: string, { altText, seoName }: Description): Promise<void> {
    await this.database.run(keepAnswer, [accountId, hash, altText, seoName]);
  }

  /** Deletes a page of answers that are too old; says how many. */
  async forget(limit: number): Promise<number> {
    return (await this.database.run(forgetAnswers, [limit])).length;
  }
}
