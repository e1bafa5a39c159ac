/**
 * Settles as `work` does, but rejects after `limitMs` milliseconds. Work that is late is not stopped: what it brings is dropped.
 * @param late makes the error to reject with
 */
export async function withTimeLimit<T>(work: Promise<T>, limitMs: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), limitMs);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

/** Resolves when `work` has ended, however it ended, or when `late` is aborted, whichever comes first. */
export async function unlessLate(work: Promise<unknown>, late: AbortSignal): Promise<void> {
  if (late.aborted) return;
  let giveUp: (() => void) | undefined;
  const aborted = new Promise<void>((resolve) => (giveUp = resolve));
  const stop = () => giveUp?.();
  late.addEventListener('abort', stop);
  await Promise.race([work.catch(() => {}), aborted]).finally(() => late.removeEventListener('abort', stop));
}
