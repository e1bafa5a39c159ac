/**
 * Where to go after signing in: only ever a page of ours, since an address from elsewhere may have been planted. Browsers read
 * `\\` as `/` and leave out tabs and line breaks, so a path that has them may name another host.
 */
export function ownPath(next: string | null): string {
  return next && /^\/(?![/\\])[^\t\r\n]*$/.test(next) ? next : '/';
}
