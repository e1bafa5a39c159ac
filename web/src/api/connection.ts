import { useSyncExternalStore } from 'react';

/** How the service answers: `slow` while a call has waited for `SLOW_MS`, `away` until it can be reached again. */
export type Connection = 'fine' | 'slow' | 'away';

const SLOW_MS = 5_000;
const PROBE_MS = 2_000;
const PROBE_LIMIT_MS = 5_000;

let away = false;
let slowCalls = 0;
let probing = false;
const listeners = new Set<() => void>();
const returns = new Set<() => void>();

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => (away ? 'away' : slowCalls > 0 ? 'slow' : 'fine'));
}

/** Runs when the service is back after it was away. */
export function onReturn(run: () => void): void {
  returns.add(run);
}

/** Follows one call: tells when it takes long, and when nobody answered it. */
export async function watched(call: () => Promise<Response>): Promise<Response> {
  let isSlow = false;
  const timer = setTimeout(() => {
    isSlow = true;
    change(() => (slowCalls += 1));
  }, SLOW_MS);
  try {
    const response = await call();
    if (isGateway(response)) leave();
    else if (away) comeBack();
    return response;
  } catch (error) {
    if ((error as Error).name !== 'AbortError') leave();
    throw error;
  } finally {
    clearTimeout(timer);
    if (isSlow) change(() => (slowCalls -= 1));
  }
}

/** What a proxy answers in place of the service; the service's own 503 is JSON. */
function isGateway({ status, headers }: Response): boolean {
  return [502, 503, 504].includes(status) && !(headers.get('content-type') ?? '').includes('json');
}

function leave(): void {
  if (!away) change(() => (away = true));
  if (!probing) void probe();
}

/** Asks until somebody answers. */
async function probe(): Promise<void> {
  probing = true;
  while (away) {
    await new Promise((resolve) => setTimeout(resolve, PROBE_MS));
    const signal = AbortSignal.timeout(PROBE_LIMIT_MS);
    const alive = await fetch('/health/live', { signal }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (alive) comeBack();
  }
  probing = false;
}

function comeBack(): void {
  change(() => (away = false));
  for (const run of returns) run();
}

function change(apply: () => void): void {
  apply();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
