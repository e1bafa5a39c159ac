/**
 * Runs a benchmark on servers of its own (docs/benchmarks.md):
 *
 *   npm run bench                              the list
 *   npm run bench -- batches --photos ~/photos
 */
import { choose } from './choose.mjs';
import { onRightNode } from './node.mjs';
import { runProgram } from './run.mjs';

const BENCHMARKS = {
  batches: { about: 'images/s of whole batches, as a ratio of a bare loop [--json] [--split] [--photos folder]' },
  images: {
    about: 'the engine over a bare sharp call, and what `auto` saves [folder] [--part …] [--csv file] [--json]',
  },
  ai: { about: 'images/s with alt texts, as a share of those without [--photos folder] [--json]' },
  compress: { about: 'POST /api/compress: time over a bare sharp call, and memory [--rounds N] [--json]' },
  credits: { about: 'reserve, settle and usage, each as a ratio of the least that could do its job [--json]' },
  webhooks: { about: 'deliveries/s, and what slow receivers cost the others [--json]' },
  fairness: { about: 'how long small batches take beside a huge one [--json]' },
  workers: { about: 'one worker process against two on the same machine [--photos N] [--json]' },
  scale: { about: 'batches of 10,000 to 1,000,000 images [--statements] [--json] [sizes…]' },
  rows: { about: 'the hot statements over tables of 100,000 and 5,000,000 images [--json] [sizes…]' },
};
for (const [name, entry] of Object.entries(BENCHMARKS)) entry.program = `bench/${name}.ts`;

const { entry, args } = choose('npm run bench', BENCHMARKS);
await onRightNode();
await runProgram(entry.program, args);
