import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { connectRedis, type RedisClient } from '../redis/connect.js';
import { CLOSE, CONFIRM, DOWN_FOR, FAILED, RESERVE, REST, SUCCEEDED, TAKE_PROBE } from './pace-scripts.js';

const KEY_PREFIX = 'fluxbatch:pace:';
/** Redis that is away keeps commands until it is back; whoever asks here would rather know. */
const ANSWER_LIMIT_MS = 2_000;
/** Calls in a row without an answer after which a provider is taken for down. */
const FAILURES_UNTIL_DOWN = 3;
const FIRST_PROBE_MS = 2_000;
const LONGEST_PROBE_MS = 120_000;

/** The pace at which all processes together call one provider, and whether it is worth calling. Each method rejects while Redis is away. */
@Injectable()
export class CallPace implements OnApplicationShutdown {
  private readonly redis: RedisClient;

  /** Connects with the first call: most processes never make one. */
  constructor(@Inject(SETTINGS) settings: Settings) {
    this.redis = connectRedis(settings.redis, { lazyConnect: true });
  }

  /**
   * Takes the next turn. @param gapMs between two calls
   * @returns how long to wait for it, or for how long the provider has been down
   */
  async reserve(provider: string, gapMs: number): Promise<{ waitMs: number } | { downForMs: number }> {
    const [waitMs, downForMs] = await this.run<[number, number]>(RESERVE, provider, gapMs);
    return waitMs < 0 ? { downForMs } : { waitMs };
  }

  /** Whether a turn that was waited for still holds. */
  async confirm(provider: string): Promise<boolean> {
    return (await this.run(CONFIRM, provider)) === 1;
  }

  async rest(provider: string, ms: number, gapMs: number): Promise<void> {
    await this.run(REST, provider, Math.ceil(ms), gapMs);
  }

  async close(provider: string, ms: number): Promise<void> {
    await this.run(CLOSE, provider, Math.ceil(Math.max(ms, FIRST_PROBE_MS)));
  }

  /** True when the provider is down now. */
  async failed(provider: string): Promise<boolean> {
    return (await this.run(FAILED, provider, FAILURES_UNTIL_DOWN, FIRST_PROBE_MS)) === 1;
  }

  async succeeded(provider: string): Promise<void> {
    await this.run(SUCCEEDED, provider);
  }

  /** True for the one that is to see now whether the provider is back. */
  async takeProbe(provider: string): Promise<boolean> {
    return (await this.run(TAKE_PROBE, provider, LONGEST_PROBE_MS)) === 1;
  }

  /** Milliseconds since it is down, null when it is not. */
  async downForMs(provider: string): Promise<number | null> {
    const ms = await this.run<number>(DOWN_FOR, provider);
    return ms < 0 ? null : ms;
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  private async run<T>(script: string, provider: string, ...values: number[]): Promise<T> {
    const asked = this.redis.eval(script, 1, KEY_PREFIX + provider, ...values) as Promise<T>;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('Redis does not answer')), ANSWER_LIMIT_MS);
    });
    return Promise.race([asked, late]).finally(() => clearTimeout(timer));
  }
}
