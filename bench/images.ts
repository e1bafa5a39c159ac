/**
 * `npm run bench -- images`: what the engine costs over a bare sharp call, what `quality: auto` saves over a fixed quality,
 * and what becomes of every file in every type. How to read it: docs/images.md.
 *
 *   npm run bench -- images [folder] [--part overhead|quality|types] [--csv file] [--json]
 *
 * Without a folder it takes made-up photos, without a part all three. `--csv` writes a line for each file and type.
 */
import { createWriteStream } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { compareQualities, qualityLines } from './images/auto-quality.ts';
import { csvLines, everyType, typeLines } from './images/every-type.ts';
import { measureOverhead, overheadLines } from './images/overhead.ts';
import type { SourceFile } from './images/seen.ts';
import { Camera } from './photos/pictures.ts';

const MADE_UP_PHOTOS = 40;
const say = (line: string) => process.stdout.write(`${line}\n`);

async function filesBelow(folder: string): Promise<SourceFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const files = paths.sort().map(async (path) => ({ path: relative(folder, path), bytes: await readFile(path) }));
  return Promise.all(files);
}

const PARTS = ['overhead', 'quality', 'types'] as const;
const { values, positionals } = parseArgs({
  options: { part: { type: 'string' }, csv: { type: 'string' }, json: { type: 'boolean' } },
  allowPositionals: true,
});
const wanted = (part: (typeof PARTS)[number]) => values.part === undefined || values.part === part;
const [folder] = positionals;
const madeUp = async () => {
  const photos = await (await Camera.load()).photos(MADE_UP_PHOTOS);
  return photos.map(({ name, bytes }) => ({ path: `photos/${name}`, bytes }));
};
const files = folder ? await filesBelow(folder) : await madeUp();
const photos = files.filter(({ path }) => path.startsWith('photos/'));

const overhead = wanted('overhead') ? await measureOverhead(photos, say) : null;
if (overhead) overheadLines(overhead).forEach(say);
const qualities = wanted('quality') ? await compareQualities(photos) : null;
if (qualities) qualityLines(qualities).forEach(say);
const types = wanted('types') ? await everyType(files, say) : [];
if (wanted('types')) typeLines(types).forEach(say);
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
say(`\npeak memory of this process: ${peakMb} MB`);
if (values.csv) createWriteStream(values.csv).end(csvLines(types).join('\n') + '\n');
if (values.json) say(JSON.stringify({ overhead, qualities, peakMb }));
