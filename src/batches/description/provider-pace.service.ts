import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { AiError, ProviderDown } from '../../ai/ai-error.js';
import { AiService } from '../../ai/ai.service.js';
import type { SharedPace } from '../../ai/shared-pace.js';
import { sha256 } from '../../common/crypto.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { CallPace } from '../../queue/call-pace.service.js';
import { AiUsageService } from './ai-usage.service.js';

/** How long images wait for a provider that is down, before they go without their texts. */
export const PATIENCE_MS = 24 * 3_600_000;
/**
 * Calls are this much further apart than the limit asks for, so that one that is late and one that is in time fit in: no
 * second at the provider sees more than the limit while no call is later there than 400 ms, which a busy machine can make of it.
 */
const HEADROOM = 1.4;
/** How much of that headroom the caller may use; the network has the rest. A caller that is later takes another turn. */
const LATE_MS = 50;
const REDIS_AWAY_MS = 1_000;

/** The pace of the AI provider as `ai` wants it, kept in Redis for all workers. One for each key and address. */
@Injectable()
export class ProviderPaceService implements SharedPace {
  private readonly logger = new Logger('ai');
  private readonly provider: string;
  private readonly gapMs: number;

  constructor(
    private readonly calls: CallPace,
    private readonly ai: AiService,
    private readonly usage: AiUsageService,
    @Inject(SETTINGS) { openai }: Settings,
  ) {
    this.provider = sha256(`${openai?.baseUrl} ${openai?.apiKey}`).slice(0, 16);
    this.gapMs = openai?.requestsPerSecond ? (1000 / openai.requestsPerSecond) * HEADROOM : 0;
  }

  /** @throws ProviderDown, or AiError when it has been down for longer than anybody waits */
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
    await this.noted(this.calls.rest(this.provider, ms, this.gapMs));
  }

  async close(ms: number): Promise<void> {
    this.logger.warn(`The AI provider asks for a break of ${Math.round(ms / 1000)} s`);
    await this.noted(this.calls.close(this.provider, ms));
  }

  async failed(): Promise<boolean> {
    return (await this.noted(this.calls.failed(this.provider))) ?? false;
  }

  async succeeded(): Promise<void> {
    await this.noted(this.calls.succeeded(this.provider));
  }

  /** True while images that want its texts are to wait. */
  async isDown(): Promise<boolean> {
    const ms = await this.noted(this.calls.downForMs(this.provider));
    this.usage.provider(typeof ms === 'number');
    return typeof ms === 'number' && ms < PATIENCE_MS;
  }

  /** Looks whether a provider that is down is back, when it is time to; one of all workers does. */
  async probe(): Promise<void> {
    if (!this.ai.configured || !(await this.noted(this.calls.takeProbe(this.provider)))) return;
    const isBack = await this.ai.isUp();
    this.logger.warn(isBack ? 'The AI provider is back' : 'The AI provider is down');
    if (isBack) await this.succeeded();
  }

  /**
   * With a limit, nothing is sent that Redis has not counted: a turn of its own making would not be confirmed. Without one
   * there is nothing to count.
   */
  private async reserve() {
    return this.calls.reserve(this.provider, this.gapMs).catch(() => ({ waitMs: this.gapMs > 0 ? REDIS_AWAY_MS : 0 }));
  }

  private async confirmed(): Promise<boolean> {
    return this.calls.confirm(this.provider).catch(() => this.gapMs === 0);
  }

  /** What is not noted because Redis is away is learned again by the next call. */
  private async noted<T>(note: Promise<T>): Promise<T | undefined> {
    return note.catch(() => undefined);
  }
}

function downError(downForMs: number): Error {
  if (downForMs < PATIENCE_MS) return new ProviderDown(downForMs);
  return new AiError('ai_failed', 'The AI provider has been down for too long');
}
