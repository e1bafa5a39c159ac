import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

/** Reads until what was read is as wanted. Throws with the last thing read when that takes too long. */
export async function until<T>(read: () => Promise<T> | T, wanted: (value: T) => boolean, seconds = 60): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const value = await read();
    if (wanted(value)) return value;
    if (Date.now() > deadline) throw new Error(`Not as wanted after ${seconds} s: ${JSON.stringify(value)}`);
    await sleep(POLL_MS);
  }
}
