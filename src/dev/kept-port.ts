import { readFile, writeFile } from 'node:fs/promises';
import { freePort, isFree } from './free-port.js';

/** The port of the last start, which the file keeps. Another one, which it keeps from then on, when that is taken or there is none. */
export async function keptPort(file: string): Promise<number> {
  const kept = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  if (kept > 0 && kept <= 65_535 && (await isFree(kept))) return kept;
  const port = await freePort();
  await writeFile(file, `${port}\n`);
  return port;
}
