/**
 * What a test started and has not stopped, because it failed before. Left alone, it would take jobs from the services of the
 * suites that follow in the same process.
 */
const running = new Set<() => Promise<unknown>>();

/** Notes how to stop something; the function given back stops it, once. */
export function stoppable(stop: () => Promise<unknown>): () => Promise<void> {
  running.add(stop);
  return async () => {
    if (running.delete(stop)) await stop();
  };
}

/** Stops what is left, when a suite is over. */
export async function stopLeftovers(): Promise<void> {
  await Promise.all([...running].map((stop) => stoppable(stop)().catch(() => {})));
}
