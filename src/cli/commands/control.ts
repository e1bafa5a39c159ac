import { Api } from '../api.js';
import type { Command } from '../command.js';
import { EXIT, type ExitCode } from '../failure.js';
import { readOnInterrupt } from '../interruption.js';
import { onlyOne, readArguments } from '../options.js';
import { tell, waitAndTell } from '../tell.js';
import { WAITING } from './run.js';

export const start: Command = {
  summary: 'make an estimate the real job',
  operands: '<batch>',
  options: WAITING,
  examples: [['fluxbatch start bat_… --wait', 'with the credits as they are now']],
  async run(args): Promise<ExitCode> {
    const { values, positionals } = readArguments(args, WAITING);
    const id = onlyOne(positionals, '<batch>');
    const onInterrupt = readOnInterrupt(values['on-interrupt']);
    const api = new Api(values);
    const batch = await api.start(id);
    if (values.wait) return waitAndTell(api, id, onInterrupt, values.json);
    tell(batch, values.json);
    return EXIT.ok;
  },
};

export const cancel: Command = {
  summary: 'end a batch early; what was not started is refunded',
  operands: '<batch>',
  options: {},
  examples: [['fluxbatch cancel bat_…', 'images in work are finished and count']],
  async run(args): Promise<ExitCode> {
    const { values, positionals } = readArguments(args, {});
    const id = onlyOne(positionals, '<batch>');
    tell(await new Api(values).cancel(id), values.json);
    return EXIT.ok;
  },
};
