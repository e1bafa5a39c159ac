/**
 * `npm run bench:images`: what the engine costs over a bare sharp call, what `quality: auto` saves over a fixed quality,
 * and what becomes of every file in every type. How to read it: docs/images.md.
 *
 *   npm run bench:images -- [folder] [--csv file] [--json]
 *
 * Without a folder it takes made-up photos. `--csv` writes a line for each file and type.
 */
import { createWriteStream } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { compareQualities, qualityLines } from './bench/images/auto-quality.js';
import { csvLines, everyType, typeLines } from './bench/images/every-type.js';
import { measureOverhead, overheadLines } from './bench/images/overhead.js';
import type { SourceFile } from './bench/images/seen.js';
import { Camera } from './bench/pictures.js';

const MADE_UP_PHOTOS = 40;
const say = (line: string) => process.stdout.write(`${line}\n`);

async function filesBelow(folder: string): Promise<SourceFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const files = paths.sort().map(async (path) => ({ path: relative(folder, path), bytes: await readFile(path) }));
  return Promise.all(files);
}

const { values, positionals } = parseArgs({
  options: { csv: { type: 'string' }, json: { type: 'boolean' } },
  allowPositionals: true,
});
const [folder] = positionals;
const madeUp = async () => {
  const photos = await (await Camera.load()).photos(MADE_UP_PHOTOS);
  return photos.map(({ name, bytes }) => ({ path: `photos/${name}`, bytes }));
};
const files = folder ? await filesBelow(folder) : await madeUp();
const photos = files.filter(({ path }) => path.startsWith('photos/'));

const overhead = await measureOverhead(photos, say);
overheadLines(overhead).forEach(say);
const qualities = await compareQualities(photos);
qualityLines(qualities).forEach(say);
const types = await everyType(files, say);
typeLines(types).forEach(say);
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
say(`\npeak memory of this process: ${peakMb} MB`);
if (values.csv) createWriteStream(values.csv).end(csvLines(types).join('\n') + '\n');
if (values.json) say(JSON.stringify({ overhead, qualities, peakMb }));
