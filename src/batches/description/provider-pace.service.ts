import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { AiError, ProviderDown } from '../../ai/ai-error.js';
import { AiService } from '../../ai/ai.service.js';
import type { SharedPace } from '../../ai/shared-pace.js';
import { sha256 } from '../../common/crypto.js';
import { withTimeLimit } from '../../common/time-limit.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { connectRedis, type RedisClient } from '../../redis/connect.js';
import { AiUsageService } from './ai-usage.service.js';
import { CLOSE, CONFIRM, DOWN_FOR, FAILED, RESERVE, REST, SUCCEEDED, TAKE_PROBE } from './pace-scripts.js';

/** How long images wait for a provider that is down, before they go without their texts. */
export const PATIENCE_MS = 24 * 3_600_000;
/**
 * Calls are this much further apart than the limit asks for. A late call and a punctual one may arrive close together: as long
 * as none is more than 400 ms late, which happens on a busy machine, no second at the provider sees more than the limit.
 */
const HEADROOM = 1.4;
/** How much of that headroom the caller may use; the network has the rest. A caller that is later takes another turn. */
const LATE_MS = 50;
/** A client whose Redis is away keeps commands until it is back; a caller would rather know. */
const REDIS_LIMIT_MS = 2_000;
const REDIS_AWAY_MS = 1_000;
/** Calls in a row without a reply after which the provider is taken for down. */
const FAILURES_UNTIL_DOWN = 3;
const FIRST_PROBE_MS = 2_000;
const LONGEST_PROBE_MS = 120_000;

/** The pace at which all workers together call the AI provider, kept in Redis. One for each key and address. */
@Injectable()
export class ProviderPaceService implements SharedPace, OnApplicationShutdown {
  private readonly logger = new Logger('ai');
  private readonly redis: RedisClient;
  private readonly key: string;
  private readonly gapMs: number;

  /** Connects with the first call: most processes never make one. */
  constructor(
    private readonly ai: AiService,
    private readonly usage: AiUsageService,
    @Inject(SETTINGS) { openai, redis }: Settings,
  ) {
    this.redis = connectRedis(redis, { lazyConnect: true });
    this.key = `fluxbatch:pace:${sha256(`${openai?.baseUrl} ${openai?.apiKey}`).slice(0, 16)}`;
    this.gapMs = openai?.requestsPerSecond ? (1000 / openai.requestsPerSecond) * HEADROOM : 0;
  }

  /** @throws ProviderDown, or AiError when it has been down for longer than `PATIENCE_MS` */
  async turn(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const asked = performance.now();
      const turn = await this.reserve();
      if ('downForMs' in turn) throw downError(turn.downForMs);
      if (turn.waitMs === 0) return;
      await sleep(turn.waitMs, undefined, { signal });
      const holds = await this.confirmed();
      const lateMs = performance.now() - asked - turn.waitMs;
      if (holds && lateMs <= LATE_MS) return;
    }
  }

  async rest(ms: number): Promise<void> {
    await this.noted(REST, Math.ceil(ms), this.gapMs);
  }

  async close(ms: number): Promise<void> {
    this.logger.warn(`The AI provider asks for a break of ${Math.round(ms / 1000)} s`);
    await this.noted(CLOSE, Math.ceil(Math.max(ms, FIRST_PROBE_MS)));
  }

  async failed(): Promise<boolean> {
    return (await this.noted(FAILED, FAILURES_UNTIL_DOWN, FIRST_PROBE_MS)) === 1;
  }

  async succeeded(): Promise<void> {
    await this.noted(SUCCEEDED);
  }

  /** True while images that want its texts are to wait. */
  async isDown(): Promise<boolean> {
    const downForMs = (await this.noted<number>(DOWN_FOR)) ?? -1;
    this.usage.provider(downForMs >= 0);
    return downForMs >= 0 && downForMs < PATIENCE_MS;
  }

  /** Sees whether a provider that is down is back, when it is time to; one of all workers does. */
  async probe(): Promise<void> {
    if (!this.ai.configured || (await this.noted(TAKE_PROBE, LONGEST_PROBE_MS)) !== 1) return;
    const isBack = await this.ai.isUp();
    this.logger.warn(isBack ? 'The AI provider is back' : 'The AI provider is down');
    if (isBack) await this.succeeded();
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  /**
   * How long to wait for the next turn, or for how long the provider has been down. With a limit, nothing is sent that Redis
   * has not counted: a turn of our own making would not be confirmed. Without a limit there is nothing to count.
   */
  private async reserve(): Promise<{ waitMs: number } | { downForMs: number }> {
    const turn = await this.noted<[number, number]>(RESERVE, this.gapMs);
    if (!turn) return { waitMs: this.gapMs > 0 ? REDIS_AWAY_MS : 0 };
    const [waitMs, downForMs] = turn;
    return waitMs < 0 ? { downForMs } : { waitMs };
  }

  /** Whether a turn that was waited for still holds. */
  private async confirmed(): Promise<boolean> {
    const confirmed = await this.noted<number>(CONFIRM);
    return confirmed === undefined ? this.gapMs === 0 : confirmed === 1;
  }

  /** Runs a script; undefined while Redis is away. What is not noted then is learned again by the next call. */
  private async noted<T>(script: string, ...values: number[]): Promise<T | undefined> {
    const asked = this.redis.eval(script, 1, this.key, ...values) as Promise<T>;
    return withTimeLimit(asked, REDIS_LIMIT_MS, () => new Error('Redis does not answer')).catch(() => undefined);
  }
}

function downError(downForMs: number): Error {
  if (downForMs < PATIENCE_MS) return new ProviderDown(downForMs);
  return new AiError('ai_failed', 'The AI provider has been down for too long');
}
