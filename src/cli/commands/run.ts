import { Api } from '../api.js';
import { BATCH_OPTIONS, batchRequest } from '../batch-options.js';
import type { Command } from '../command.js';
import { EXIT, type ExitCode } from '../failure.js';
import { readOnInterrupt } from '../interruption.js';
import { onlyOne, readArguments, type Options } from '../options.js';
import { tell, waitAndTell } from '../tell.js';

export const WAITING = {
  wait: { type: 'boolean', help: 'wait for the end, with a progress bar on stderr' },
  'on-interrupt': { type: 'string', value: '<what>', help: 'Ctrl-C while waiting: ask, cancel or leave' },
} as const satisfies Options;

const OPTIONS = { ...BATCH_OPTIONS, ...WAITING };

export const run: Command = {
  summary: 'compress the images below a prefix of a bucket',
  operands: 's3://<bucket>/<prefix>',
  options: OPTIONS,
  examples: [
    ['fluxbatch run s3://photos/2026/ --format webp --ai --wait', 'everything below 2026/, with alt texts'],
    ['fluxbatch run s3://photos/ --include "**/*.png" --format auto --max-width 2400', 'PNGs only, and go on'],
    [
      'fluxbatch run s3://photos/list.csv --manifest --idempotency-key "night-$(date +%F)"',
      'a list of keys, once a night',
    ],
  ],
  async run(args): Promise<ExitCode> {
    const { values, positionals } = readArguments(args, OPTIONS);
    const address = onlyOne(positionals, 's3://<bucket>/<prefix>');
    const onInterrupt = readOnInterrupt(values['on-interrupt']);
    const api = new Api(values);
    const batch = await api.submit(await batchRequest(api, address, values), values['idempotency-key']);
    if (values.wait) return waitAndTell(api, batch.id, onInterrupt, values.json);
    tell(batch, values.json);
    return EXIT.ok;
  },
};
