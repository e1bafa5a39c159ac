import { Worker } from 'node:worker_threads';

export interface Gap {
  ms: number;
  /** What was waited for, and since when the attack ran. */
  where: string;
  polls: number;
}

/** Polls the service for a bystander, from a thread of its own: what the attacker's program does keeps no poll waiting. */
export async function startWatchdog(url: string, key: string) {
  const worker = new Worker(new URL('watchdog-thread.mjs', import.meta.url), { workerData: { url, key } });
  await new Promise((resolve) => worker.once('message', resolve));
  let ended: Promise<Gap> | null = null;
  const ask = (question: 'gap' | 'stop') =>
    new Promise<Gap>((resolve, reject) => {
      worker.once('message', resolve).once('error', reject);
      worker.postMessage(question);
    });
  return {
    longestGap: () => ask('gap'),
    stop: () => (ended ??= ask('stop').finally(() => void worker.terminate())),
  };
}
