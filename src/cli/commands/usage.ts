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
  const limit = (number: number, unlimited: boolean) => (unlimited ? 'unlimited' : count(number));
  const compressions = limit(usage.compressor_limit, usage.compressor_unlimited);
  const ai = limit(usage.ia_credits_monthly, usage.ia_credits_unlimited);
  const owed = (number: number) => (number > 0 ? `, ${count(number)} owed from before` : '');
  const held = (number: number) => (number > 0 ? `, ${count(number)} of them held by running batches` : '');
  const topups = usage.ia_topup_credits > 0 ? `, and ${count(usage.ia_topup_credits)} bought` : '';
  return [
    bold(`Plan ${usage.plan}`) + `, ${day(usage.period_start)} to ${day(usage.period_end)}`,
    `  compressions: ${count(usage.compressor_used)} of ${compressions} used${held(usage.compressor_reserved)}${owed(usage.compressor_owed)}`,
    `  AI credits: ${count(usage.ia_credits_used)} of ${ai} used${held(usage.ia_credits_reserved)}${owed(usage.ia_credits_owed)}${topups}${usage.ia_credits_unlimited ? '' : `; ${count(usage.ia_credits_remaining)} left`}`,
  ].join('\n');
}

const day = (time: string): string => time.slice(0, 10);
