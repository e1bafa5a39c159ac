import { setMaxListeners } from 'node:events';

/** The person who started the demo ended it, or closed what it writes to. */
export class Interrupted extends Error {
  constructor() {
    super('Stopped before the end');
    this.name = 'Interrupted';
  }
}

/** What ends the demo before its own end: Ctrl-C, an output nobody reads, servers that died, a stray error, the clock. */
export class Interruption {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  readonly signal = this.controller.signal;

  constructor(timeLimitMs: number) {
    // All requests and pauses of the demo listen to this one signal.
    setMaxListeners(0, this.signal);
    const late = new Error(`The demo was not done within ${timeLimitMs / 60_000} minutes`);
    this.timer = setTimeout(() => this.controller.abort(late), timeLimitMs);
    // In a terminal one Ctrl-C arrives twice, from the terminal and from the npm script: the second changes nothing.
    const interrupt = () => this.controller.abort(new Interrupted());
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, interrupt);
    process.stdout.on('error', interrupt);
    process.on('unhandledRejection', (reason) => this.controller.abort(reason));
    process.on('warning', ({ name, message }) => {
      if (name === 'EmbeddedServers') this.controller.abort(new Error(message));
    });
  }

  /** From here on only people end the demo. */
  liftTimeLimit(): void {
    clearTimeout(this.timer);
  }

  /** Resolves when the demo is to end. */
  async happens(): Promise<void> {
    const stayAlive = setInterval(() => {}, 60_000);
    await new Promise((resolve) => {
      if (this.signal.aborted) resolve(null);
      this.signal.addEventListener('abort', resolve, { once: true });
    });
    clearInterval(stayAlive);
  }

  /** What really went wrong: steps that were cut off throw errors of their own. */
  causeOf(error: unknown): Error {
    return (this.signal.aborted ? this.signal.reason : error) as Error;
  }
}
