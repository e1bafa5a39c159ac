import { setTimeout as sleep } from 'node:timers/promises';

const PER_SECOND = 50;

export interface Polled {
  requests: number;
  errors: string[];
  p50: number;
  p99: number;
}

/** `GET /api/usage` at a steady pace, whatever the answers take, until the signal. */
export async function pollUsage(url: string, key: string, signal: AbortSignal): Promise<Polled> {
  const times: number[] = [];
  const errors: string[] = [];
  const open = new Set<Promise<void>>();
  const began = performance.now();
  for (let sent = 0; !signal.aborted; sent += 1) {
    const call = ask(url, key).then(
      (ms) => void times.push(ms),
      (error: Error) => void errors.push(error.message),
    );
    open.add(call);
    void call.finally(() => open.delete(call));
    const wait = began + ((sent + 1) * 1000) / PER_SECOND - performance.now();
    if (wait > 0) await sleep(wait);
  }
  await Promise.all(open);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
  return { requests: times.length, errors, p50: at(0.5), p99: at(0.99) };
}

async function ask(url: string, key: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(`${url}/api/usage`, { headers: { authorization: `Bearer ${key}` } });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`GET /api/usage was answered ${response.status}`);
  return performance.now() - began;
}
