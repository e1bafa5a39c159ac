/** Resolves when `work` has ended, however it ended, or when `late` is aborted, whichever comes first. */
export async function unlessLate(work: Promise<unknown>, late: AbortSignal): Promise<void> {
  if (late.aborted) return;
  let giveUp: (() => void) | undefined;
  const aborted = new Promise<void>((resolve) => (giveUp = resolve));
  const stop = () => giveUp?.();
  late.addEventListener('abort', stop);
  await Promise.race([work.catch(() => {}), aborted]).finally(() => late.removeEventListener('abort', stop));
}
