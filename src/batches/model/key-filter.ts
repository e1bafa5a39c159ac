import picomatch from 'picomatch';

/** The globs of a source as one question about a key. Extended globs are off: they can be made to run for ever. */
export function keyFilter({ include, exclude }: { include?: string[]; exclude?: string[] }): (key: string) => boolean {
  const options = { dot: true, noextglob: true, nonegate: true };
  const included = include ? picomatch(include, options) : () => true;
  const excluded = exclude ? picomatch(exclude, options) : () => false;
  return (key) => included(key) && !excluded(key);
}
