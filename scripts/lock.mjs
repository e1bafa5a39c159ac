/** A lock between processes of one checkout. */
import { mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const HEARTBEAT_MS = 1_000;
const STALE_MS = 15_000;

/** The lock is a folder whose time its holder renews; one that is not renewed was left by a process that was killed. */
export async function whileLocked(folder, work) {
  await takeLock(folder);
  const heartbeat = setInterval(() => void utimes(folder, new Date(), new Date()).catch(() => {}), HEARTBEAT_MS);
  const release = () => rmSync(folder, { recursive: true, force: true });
  const exit = () => process.exit(130);
  process.once('exit', release).once('SIGINT', exit).once('SIGTERM', exit);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    release();
    process.off('exit', release).off('SIGINT', exit).off('SIGTERM', exit);
  }
}

async function takeLock(folder) {
  await mkdir(dirname(folder), { recursive: true });
  for (;;) {
    try {
      return await mkdir(folder);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const renewed = await stat(folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    if (Date.now() - renewed > STALE_MS) await discardLock(folder);
    else await sleep(200);
  }
}

/** Renamed first: of two that found it stale only one can. */
async function discardLock(folder) {
  const aside = `${folder}.${process.pid}`;
  await rename(folder, aside).catch(() => {});
  await rm(aside, { recursive: true, force: true });
}
