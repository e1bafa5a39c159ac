import { createInterface } from 'node:readline/promises';
import { wrongUsage } from './failure.js';

/** What Ctrl-C does while a batch is waited for. */
export const ON_INTERRUPT = ['ask', 'cancel', 'leave'] as const;
export type OnInterrupt = (typeof ON_INTERRUPT)[number];
export type Wish = 'cancel' | 'leave' | 'wait';

/** Without a terminal nobody could answer a question. */
export function readOnInterrupt(given?: string): OnInterrupt {
  if (given === undefined) return process.stdin.isTTY ? 'ask' : 'leave';
  const known = ON_INTERRUPT.find((name) => name === given);
  if (!known) throw wrongUsage(`--on-interrupt: expected ${ON_INTERRUPT.join(', ')}, not ${given}`);
  return known;
}

/** Listens for Ctrl-C: the first tells a wish, the second is always to leave. */
export class Interruption {
  private count = 0;
  private resolve: (wish: Wish) => void = () => {};
  private readonly listener = () => this.interrupt();
  /** Whether a question stands in the terminal, that nothing may be drawn over. */
  isAsking = false;

  constructor(private readonly onInterrupt: OnInterrupt) {
    process.on('SIGINT', this.listener);
  }

  /** The next wish. */
  next(): Promise<Wish> {
    return new Promise((resolve) => (this.resolve = resolve));
  }

  /** Ctrl-C ends the process again. */
  end(): void {
    process.off('SIGINT', this.listener);
  }

  private interrupt(): void {
    this.count += 1;
    if (this.count > 1 || this.onInterrupt === 'leave') this.resolve('leave');
    else if (this.onInterrupt === 'cancel') this.resolve('cancel');
    else void this.ask();
  }

  private async ask(): Promise<void> {
    this.isAsking = true;
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    // On a terminal the second Ctrl-C comes here and not as a signal.
    lines.on('SIGINT', () => this.interrupt());
    lines.once('close', () => this.resolve('leave'));
    const given = await lines.question('\nCancel the batch? y: cancel, n: wait on, Ctrl-C again: leave it running  ');
    lines.removeAllListeners('close');
    lines.close();
    this.isAsking = false;
    this.count = 0;
    this.resolve(/^y/i.test(given.trim()) ? 'cancel' : 'wait');
  }
}
