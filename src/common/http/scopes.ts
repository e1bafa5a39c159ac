/** What a key may do, from the narrowest on. docs/security.md has the table; a test compares. */
export const SCOPES = ['read', 'compress', 'batches', 'full'] as const;
export type Scope = (typeof SCOPES)[number];

/** A GET that begins a payment. */
const READS_NOTHING = new Set(['/api/billing/topups/:size']);

/** Which scopes allow a route, from the narrowest on. What is not named here needs `full`. */
export function scopesOf({ method, url }: { method: string; url: string }): Scope[] {
  const isRead = method === 'GET' && !READS_NOTHING.has(url);
  const allowed: Record<Scope, boolean> = {
    read: isRead,
    compress: isBelow(url, '/api/compress'),
    batches: isRead || isBelow(url, '/api/batches'),
    full: true,
  };
  return SCOPES.filter((scope) => allowed[scope]);
}

function isBelow(url: string, path: string): boolean {
  return url === path || url.startsWith(`${path}/`);
}
