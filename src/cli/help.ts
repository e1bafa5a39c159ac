import type { Command } from './command.js';
import { EXIT } from './failure.js';
import { COMMON, type Options } from './options.js';
import { bold } from './paint.js';

/** docs/cli.md has the same table; a test holds the two together. */
export const EXIT_CODES: [code: number, meaning: string][] = [
  [EXIT.ok, 'done; with --wait every image succeeded or was skipped'],
  [EXIT.incomplete, 'the batch ended, but images failed, it was canceled, or it could not run'],
  [EXIT.usage, 'wrong usage: an option, an address, a value the server calls invalid'],
  [EXIT.refused, 'refused: credits, plan, key, bucket, no such batch'],
  [EXIT.unreachable, 'the server could not be reached, or did not answer well, for --patience seconds'],
  [EXIT.interrupted, 'interrupted with Ctrl-C'],
];

/** What `fluxbatch` says of itself. */
export function overview(commands: Record<string, Command>): string {
  const lines = Object.entries(commands).map(([name, { operands, summary }]) => [
    `${name} ${operands}`.trim(),
    summary,
  ]);
  return [
    `${bold('fluxbatch')}: images in buckets, thousands at a time`,
    section('Commands', lines as [string, string][]),
    `${bold('Before the first')}\n  export FLUXBATCH_URL=https://images.example.com FLUXBATCH_API_KEY=flx_live_…`,
    section('Exit codes', exitCodes()),
    'More of each: fluxbatch <command> --help',
  ].join('\n\n');
}

/** The help of one command. */
export function helpOf(name: string, { summary, operands, options, examples }: Command): string {
  return [
    `${bold(`fluxbatch ${name} ${operands}`.trim())}: ${summary}`,
    section('Examples', examples),
    ...(Object.keys(options).length > 0 ? [section('Options', optionLines(options))] : []),
    section('Of every command', optionLines(COMMON)),
    section('Exit codes', exitCodes()),
  ].join('\n\n');
}

function optionLines(options: Options): [string, string][] {
  return Object.entries(options).map(([name, { value, help }]) => [`--${name}${value ? ` ${value}` : ''}`, help]);
}

function exitCodes(): [string, string][] {
  return EXIT_CODES.map(([code, meaning]) => [String(code), meaning]);
}

/** Lines in two columns; a long first one has its second below. */
function section(title: string, lines: [string, string][]): string {
  const width = Math.max(...lines.map(([first]) => first.length).filter((length) => length <= 34), 0);
  const shown = lines.map(([first, second]) =>
    first.length > width ? `  ${first}\n  ${' '.repeat(width)}  ${second}` : `  ${first.padEnd(width)}  ${second}`,
  );
  return [bold(title), ...shown].join('\n');
}
