// Before everything else, and in a file of its own because pages may not hold scripts.

// The colours, before the first paint, so that a dark page never flashes.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('mantine-color-scheme-value');
  } catch {
    // Storage is switched off.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();

// Who is in, asked for beside the other scripts, not behind them. web/src/api/early.ts takes the answer.
(() => {
  const FOR_EVERYBODY = ['/sign-in', '/sign-up', '/sign-up/finish', '/forgot-password', '/reset-password', '/operator'];
  const TIME_LIMIT_MS = 30_000;
  if (FOR_EVERYBODY.includes(location.pathname)) return;
  const account = fetch('/api/account', { signal: AbortSignal.timeout(TIME_LIMIT_MS) });
  // Whoever takes the answer learns of its failure.
  account.catch(() => {});
  globalThis.earlyAnswers = new Map([['/api/account', account]]);
})();
