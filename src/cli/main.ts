#!/usr/bin/env node
/**
 * `fluxbatch`: the service from a terminal or a script. It talks HTTP with a key, and knows nothing of the service but
 * what its OpenAPI document says. docs/cli.md is the page for its users.
 */
import type { Command } from './command.js';
import { cancel, start } from './commands/control.js';
import { estimate } from './commands/estimate.js';
import { report } from './commands/report.js';
import { run } from './commands/run.js';
import { status } from './commands/status.js';
import { usage } from './commands/usage.js';
import { EXIT, Failure, wrongUsage, type ExitCode } from './failure.js';
import { helpOf, overview } from './help.js';
import { red } from './paint.js';
import { say } from './tell.js';

const COMMANDS: Record<string, Command> = { run, estimate, start, status, cancel, report, usage };

async function main([name, ...args]: string[]): Promise<ExitCode> {
  if (name === undefined || name === 'help' || name.startsWith('-')) return introduce(name);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw wrongUsage(`There is no command ${name}: ${Object.keys(COMMANDS).join(', ')}`);
  if (!args.includes('--help')) return command.run(args);
  say(helpOf(name, command));
  return EXIT.ok;
}

function introduce(name?: string): ExitCode {
  say(overview(COMMANDS));
  return name === 'help' || name === '--help' ? EXIT.ok : EXIT.usage;
}

/** Ends the process once everything is written: sockets kept alive must not hold it. */
function exit(code: number): void {
  process.stdout.write('', () => process.exit(code));
}

try {
  exit(await main(process.argv.slice(2)));
} catch (error) {
  const { message, exitCode } =
    error instanceof Failure ? error : { message: String((error as Error).stack), exitCode: 1 };
  if (message) process.stderr.write(`${red(message)}\n`);
  exit(exitCode);
}
