import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Result } from 'ioredis';
import { errorText } from '../common/foreign-text.js';
import { unlessLate } from '../common/time-limit.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { connectRedis, type RedisClient } from '../redis/connect.js';
import { LocalWindows } from './local-windows.js';
import type { Rate, RateVerdict } from './rates.js';
import { SLIDING_WINDOW } from './sliding-window.lua.js';

declare module 'ioredis' {
  interface RedisCommander<Context> {
    slidingWindow(key: string, limit: number, windowMs: number): Result<[number, number, number], Context>;
  }
}

const KEY_PREFIX = 'fluxbatch:rate:';
/** A start does not wait longer for it; sentinels that are away would be waited for without end. */
const START_LIMIT_MS = 2_000;
/** How long nobody asks a Redis that did not answer, so that calls are not slowed down while it is away. */
const REST_MS = 1_000;

/** Counts calls by whoever makes them, over all processes. With a connection beside Bull's. */
@Injectable()
export class RateLimiterService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('limits');
  private readonly redis: RedisClient;
  private readonly local = new LocalWindows();
  private askAgainAt = 0;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    this.redis = connectRedis(settings.redis, {
      lazyConnect: true,
      enableAutoPipelining: true,
      maxRetriesPerRequest: 0,
      connectTimeout: 2_000,
      commandTimeout: settings.timeLimits.rateLimitMs,
    });
    this.redis.defineCommand('slidingWindow', { numberOfKeys: 1, lua: SLIDING_WINDOW });
  }

  /** Connects before the first call, and starts without it when Redis is away. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.roles.has('api')) await unlessLate(this.redis.connect(), AbortSignal.timeout(START_LIMIT_MS));
  }

  /** Counts a call of `subject`. Null when Redis does not answer: then nobody is held up. */
  async take(subject: string, { limit, seconds }: Rate): Promise<RateVerdict | null> {
    if (Date.now() < this.askAgainAt) return null;
    try {
      const asked = this.redis.slidingWindow(KEY_PREFIX + subject, limit, seconds * 1000);
      const [allowed, remaining, resetMs] = await asked;
      return { allowed: allowed === 1, limit, remaining, reset: Math.ceil(resetMs / 1000) };
    } catch (error) {
      this.rest(error as Error);
      return null;
    }
  }

  /** The same for guesses and mails: while Redis does not answer, each process counts by itself. */
  async takeAlways(subject: string, rate: Rate): Promise<RateVerdict> {
    return (await this.take(subject, rate)) ?? this.local.take(subject, rate);
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  private rest(error: Error): void {
    if (Date.now() >= this.askAgainAt) this.logger.warn(`Calls are not counted: ${errorText(error)}`);
    this.askAgainAt = Date.now() + REST_MS;
  }
}
