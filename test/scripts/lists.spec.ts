import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const start = (script: string, ...args: string[]) =>
  run(process.execPath, [join(ROOT, 'scripts', script), ...args], { encoding: 'utf8' });
const namesIn = (list: string) => [...list.matchAll(/^ {2}(\w+) {2,}\S/gm)].map(([, name = '']) => name);

describe('commands with a list', () => {
  it('npm run bench names every benchmark, and each has its file', async () => {
    const names = namesIn((await start('bench.mjs')).stdout);
    expect(names).toEqual(expect.arrayContaining(['batches', 'ai', 'compress', 'credits', 'webhooks', 'scale']));
    expect(names.filter((name) => !existsSync(join(ROOT, 'bench', `${name}.ts`)))).toEqual([]);
  });

  it('npm run test:long names every long test', async () => {
    const names = namesIn((await start('long.mjs')).stdout);
    const wanted = [
      'worlds',
      'chaos',
      'fuzz',
      'billing',
      'earned',
      'ai',
      'restart',
      'upgrade',
      'soak',
      'attack',
      'browser',
    ];
    expect(names.toSorted()).toEqual(wanted.toSorted());
  });

  it.each(['bench.mjs', 'long.mjs'])('%s refuses a name that is not in its list', async (script) => {
    await expect(start(script, 'toString')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^There is no toString\.\nnpm run [\s\S]*-- <name> \[arguments\]\n/),
    });
  });
});
