const KEY = 'fluxbatch.invitation';
/** As long as the link of a sign-up is valid. */
const HOLDS_MS = 24 * 60 * 60 * 1000;

/** Keeps an invitation over a sign-up, whose mail opens another tab. */
export function keepInvitation(token: string): void {
  write(JSON.stringify({ token, until: Date.now() + HOLDS_MS }));
}

/** The page of the invitation that was kept; null when there is none, or its time is over. */
export function keptInvitation(): string | null {
  const { token, until } = read();
  const isThere = typeof token === 'string' && typeof until === 'number' && until > Date.now();
  return isThere ? `/invitation?token=${encodeURIComponent(token)}` : null;
}

/** Once somebody who is signed in has seen it, or it is no longer valid. */
export function forgetInvitation(): void {
  write(null);
}

function read(): { token?: unknown; until?: unknown } {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {}) as object;
  } catch {
    return {};
  }
}

/** A browser that keeps nothing leads to the overview, as after any sign-in. */
function write(value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, value);
  } catch {
    // It may be switched off.
  }
}
