import { Api } from '../api.js';
import { exitCodeOf } from '../batch-texts.js';
import type { Command } from '../command.js';
import { EXIT, type ExitCode } from '../failure.js';
import { readOnInterrupt } from '../interruption.js';
import { onlyOne, readArguments } from '../options.js';
import { count, percent, table } from '../table.js';
import { say, tell, waitAndTell } from '../tell.js';
import type { Batch } from '../types.js';
import { WAITING } from './run.js';

const LISTED = 10;

export const status: Command = {
  summary: 'how far a batch is; without one, the latest batches',
  operands: '[<batch>]',
  options: WAITING,
  examples: [
    ['fluxbatch status', `the latest ${LISTED}`],
    ['fluxbatch status bat_… --wait', 'follow it to its end'],
  ],
  async run(args): Promise<ExitCode> {
    const { values, positionals } = readArguments(args, WAITING);
    const onInterrupt = readOnInterrupt(values['on-interrupt'] ?? 'leave');
    const api = new Api(values);
    if (positionals.length === 0) return list(api, values.json);
    const id = onlyOne(positionals, '<batch>');
    if (values.wait) return waitAndTell(api, id, onInterrupt, values.json);
    const batch = await api.batch(id);
    tell(batch, values.json);
    return batch.endedAt === null ? EXIT.ok : exitCodeOf(batch);
  },
};

async function list(api: Api, asJson = false): Promise<ExitCode> {
  const batches = await api.latestBatches(LISTED);
  if (asJson) say(JSON.stringify(batches));
  else if (batches.length === 0) say('No batches yet: fluxbatch run s3://<bucket>/<prefix>');
  else
    say(
      table(
        [
          ['batch', 'left'],
          ['created', 'left'],
          ['status', 'left'],
          ['images', 'right'],
          ['done', 'right'],
          ['failed', 'right'],
        ],
        batches.map(row),
      ),
    );
  return EXIT.ok;
}

function row({ id, createdAt, status, images, progress }: Batch): string[] {
  return [
    id,
    createdAt.slice(0, 16).replace('T', ' '),
    status,
    count(images.total),
    percent(progress.ratio),
    count(images.failed),
  ];
}
