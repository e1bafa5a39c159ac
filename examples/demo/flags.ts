/** How the demo was asked to run. */
export interface Flags {
  /** One JSON line last on stdout, for programs. */
  json: boolean;
  /** Leaves everything running until Ctrl-C. */
  keep: boolean;
}

const KNOWN = ['--json', '--keep'];

/** @throws Error naming the flags that the demo does not know. */
export function readFlags(args: string[]): Flags {
  const unknown = args.filter((arg) => !KNOWN.includes(arg));
  if (unknown.length > 0) {
    throw new Error(
      `The demo does not know ${unknown.join(' ')}. It takes --json (one JSON line last) and --keep (leaves ` +
        'everything running until Ctrl-C): npm run demo -- --keep',
    );
  }
  return { json: args.includes('--json'), keep: args.includes('--keep') };
}
