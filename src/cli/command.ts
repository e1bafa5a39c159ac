import type { ExitCode } from './failure.js';
import type { Options } from './options.js';

/** A word behind `fluxbatch`, with all that its help needs. */
export interface Command {
  summary: string;
  /** What stands behind the word, such as `<batch>`. */
  operands: string;
  options: Options;
  /** Lines to copy, with what they do. */
  examples: [line: string, what: string][];
  /** @throws Failure */
  run(args: string[]): Promise<ExitCode>;
}
