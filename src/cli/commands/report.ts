import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Api } from '../api.js';
import type { Command } from '../command.js';
import { EXIT, Failure, wrongUsage, type ExitCode } from '../failure.js';
import { onlyOne, readArguments, type Options } from '../options.js';

const OPTIONS = {
  output: { type: 'string', value: '<file>', help: 'write there and not to stdout' },
} as const satisfies Options;

export const report: Command = {
  summary: 'every image of a batch with its outcome, as CSV or (--json) as JSON lines',
  operands: '<batch>',
  options: OPTIONS,
  examples: [
    ['fluxbatch report bat_… --output report.csv', 'CSV, which can be the manifest of another run'],
    ['fluxbatch report bat_… --json | jq -r \'select(.status == "failed") | .key\'', 'the keys that failed'],
  ],
  async run(args): Promise<ExitCode> {
    const { values, positionals } = readArguments(args, OPTIONS);
    const id = onlyOne(positionals, '<batch>');
    const rows = Readable.fromWeb((await new Api(values).report(id, values.json ? 'jsonl' : 'csv')) as never);
    try {
      if (values.output === undefined) await pipeline(rows, process.stdout, { end: false });
      else await pipeline(rows, createWriteStream(values.output));
    } catch (error) {
      throw causeOf(error as NodeJS.ErrnoException, values.output);
    }
    return EXIT.ok;
  },
};

function causeOf(error: NodeJS.ErrnoException, output?: string): Error {
  // Whoever read the pipe has seen enough, as `head` does.
  if (error.code === 'EPIPE') return new Failure(EXIT.ok, '');
  if (error.syscall === 'open') return wrongUsage(`--output: ${output} cannot be written: ${error.message}`);
  return new Failure(EXIT.unreachable, `The report broke off: ${error.message}`);
}
