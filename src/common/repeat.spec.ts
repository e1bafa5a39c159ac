import { Logger } from '@nestjs/common';
import { Repeat } from './repeat.js';

/** Keeps what it is told, as a logger prints it. */
class Told extends Logger {
  readonly lines: unknown[][] = [];

  override error(...line: unknown[]): void {
    this.lines.push(line);
  }
}

describe('a step that is repeated', () => {
  it('goes on after a failure, whose words are cut before they are logged', async () => {
    const logger = new Told();
    let rounds = 0;
    let end = () => {};
    const over = new Promise<void>((resolve) => (end = resolve));
    const step = async () => {
      rounds += 1;
      if (rounds < 3) throw new Error(`of ada@example.com\nsecond line ${'x'.repeat(300_000)}`);
      end();
    };
    const repeat = new Repeat('looking', 1, step, logger);
    repeat.start();
    await over;
    await repeat.stop();
    expect(logger.lines).toHaveLength(2);
    for (const [line, stack] of logger.lines as [string, string][]) {
      expect(line).toMatch(/^looking: of \[address\] second line x+…$/);
      expect(line.length).toBeLessThan(600);
      expect(stack).toMatch(/^Error: of \[address\] .*\n {4}at /);
      expect(stack.length).toBeLessThan(10_000);
    }
  });
});
