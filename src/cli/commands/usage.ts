import { Api } from '../api.js';
import type { Command } from '../command.js';
import { EXIT, wrongUsage, type ExitCode } from '../failure.js';
import { bold } from '../paint.js';
import { readArguments } from '../options.js';
import { count } from '../table.js';
import { say } from '../tell.js';
import type { Usage } from '../types.js';

export const usage: Command = {
  summary: 'the plan, and what is left of its credits',
  operands: '',
  options: {},
  examples: [
    ['fluxbatch usage', 'for people'],
    ['fluxbatch usage --json | jq .ia_credits_remaining', 'for programs'],
  ],
  async run(args): Promise<ExitCode> {
    const { values, positionals } = readArguments(args, {});
    if (positionals.length > 0) throw wrongUsage(`Expected no ${positionals.join(' ')}`);
    const answer = await new Api(values).usage();
    say(values.json ? JSON.stringify(answer) : describe(answer));
    return EXIT.ok;
  },
};

function describe(usage: Usage): string {
  const { compressor_used: used, compressor_limit: limit } = usage;
  const held = (number: number) => (number > 0 ? `, ${count(number)} of them held by running batches` : '');
  const topups = usage.ia_topup_credits > 0 ? `, and ${count(usage.ia_topup_credits)} bought` : '';
  return [
    bold(`Plan ${usage.plan}`) + `, ${day(usage.period_start)} to ${day(usage.period_end)}`,
    `  compressions: ${count(used)} of ${limit >= 99_999 ? 'unlimited' : count(limit)} used${held(usage.compressor_reserved)}`,
    `  AI credits: ${count(usage.ia_credits_used)} of ${count(usage.ia_credits_monthly)} used${held(usage.ia_credits_reserved)}${topups}; ${count(usage.ia_credits_remaining)} left`,
  ].join('\n');
}

const day = (time: string): string => time.slice(0, 10);
