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
  return useSyncExternalStore(subscribe, connection);
}

export function connection(): Connection {
  if (away) return 'away';
  return slowCalls > 0 ? 'slow' : 'fine';
}

/** Runs when the service is back after it was away. */
export function onReturn(run: () => void): void {
  returns.add(run);
}

/** Follows one call: tells when it takes long, and when nobody answered it. */
export async function watched(call: () => Promise<Response>): Promise<Response> {
  try {
    const response = await timed(call);
    if (isGateway(response)) leave();
    else comeBack();
    return response;
  } catch (error) {
    if ((error as Error).name !== 'AbortError') leave();
    throw error;
  }
}

/**
 * The code of a page, which is waited for while the server is away.
 * @throws when the server is there and the file is not
 */
export async function loaded<Code>(load: () => Promise<Code>): Promise<Code> {
  for (;;) {
    try {
      return await timed(load);
    } catch (error) {
      if (await isAlive()) throw error;
      await theReturn();
    }
  }
}

async function timed<Result>(call: () => Promise<Result>): Promise<Result> {
  let isSlow = false;
  const timer = setTimeout(() => {
    isSlow = true;
    change(() => (slowCalls += 1));
  }, SLOW_MS);
  try {
    return await call();
  } finally {
    clearTimeout(timer);
    if (isSlow) change(() => (slowCalls -= 1));
  }
}

function theReturn(): Promise<void> {
  return new Promise((resolve) => {
    const run = () => {
      returns.delete(run);
      resolve();
    };
    returns.add(run);
    leave();
  });
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
    if (await isAlive()) comeBack();
  }
  probing = false;
}

function isAlive(): Promise<boolean> {
  const signal = AbortSignal.timeout(PROBE_LIMIT_MS);
  return fetch('/health/live', { signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** A call and the probe may both find the server back; listeners are called once. */
function comeBack(): void {
  if (!away) return;
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
