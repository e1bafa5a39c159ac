import { readFile, writeFile } from 'node:fs/promises';
import { freePort, isFree } from './free-port.js';

/** The port of the last start, as the file has it. If it is taken, or there is no file yet, a free port, which the file keeps. */
export async function keptPort(file: string): Promise<number> {
  const kept = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  if (kept > 0 && kept <= 65_535 && (await isFree(kept))) return kept;
  const port = await freePort();
  await writeFile(file, `${port}\n`);
  return port;
}
