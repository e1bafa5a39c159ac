import { Api } from '../api.js';
import { BATCH_OPTIONS, batchRequest } from '../batch-options.js';
import { exitCodeOf } from '../batch-texts.js';
import type { Command } from '../command.js';
import { describeEstimate } from '../estimate-text.js';
import { EXIT, type ExitCode } from '../failure.js';
import { follow } from '../follow.js';
import { readOnInterrupt } from '../interruption.js';
import { onlyOne, readArguments } from '../options.js';
import { say, tell } from '../tell.js';

export const estimate: Command = {
  summary: 'what a run would cost and save, from a sample; nothing is written',
  operands: 's3://<bucket>/<prefix>',
  options: BATCH_OPTIONS,
  examples: [
    ['fluxbatch estimate s3://photos/2026/ --format avif', 'images, credits, bytes that will be saved'],
    ['fluxbatch start bat_… --wait', 'makes the estimate the real job'],
  ],
  async run(args): Promise<ExitCode> {
    const { values, positionals } = readArguments(args, BATCH_OPTIONS);
    const address = onlyOne(positionals, 's3://<bucket>/<prefix>');
    const api = new Api(values);
    const request = { ...(await batchRequest(api, address, values)), dryRun: true };
    const { id } = await api.submit(request, values['idempotency-key']);
    const { batch } = await follow(api, id, readOnInterrupt('cancel'));
    if (!batch.estimate || batch.status !== 'ready') {
      tell(batch, values.json);
      return exitCodeOf(batch);
    }
    say(values.json ? JSON.stringify(batch) : describeEstimate(batch.id, batch.estimate));
    return EXIT.ok;
  },
};
