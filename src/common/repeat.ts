import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@nestjs/common';
import { errorStack, errorText } from './foreign-text.js';

/** A step that runs again and again, never twice at once, until stopped. */
export class Repeat {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly name: string,
    private readonly everyMs: number,
    private readonly step: () => Promise<unknown>,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.running = this.loop();
  }

  /** Waits for the round under way, then ends. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // A failed round must not end the loop: the database or Redis may be back for the next one.
      await this.step().catch((error: unknown) =>
        this.logger.error(`${this.name}: ${errorText(error)}`, errorStack(error)),
      );
      await sleep(this.everyMs, undefined, { signal }).catch(() => {});
    }
  }
}
