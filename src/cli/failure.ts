/** What the process says with its exit code. docs/cli.md and the help have the same table. */
export const EXIT = { ok: 0, incomplete: 1, usage: 2, refused: 3, unreachable: 4, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with a message for a person and a code for a program. */
export class Failure extends Error {
  constructor(
    readonly exitCode: ExitCode,
    text: string,
  ) {
    super(text);
    this.name = 'Failure';
  }
}

export const wrongUsage = (text: string): Failure => new Failure(EXIT.usage, text);

interface Refusal {
  error?: string;
  code?: string;
  reason?: string;
  fields?: { path: string; message: string }[];
  credit?: string;
  required?: number;
  available?: number;
  budget?: number;
  renewsAt?: string;
}

/** From what the service answered. A body that it did not write (a proxy's page, say) tells only its status. */
export function failureOf(status: number, body: unknown): Failure {
  const refusal = (typeof body === 'object' && body !== null ? body : {}) as Refusal;
  const text = [refusal.error ?? `The server answered ${status}`, ...details(refusal)].join('\n  ');
  if (refusal.code === 'invalid_request') return wrongUsage(text);
  if (status >= 500 && !refusal.code?.endsWith('_not_configured')) return new Failure(EXIT.unreachable, text);
  return new Failure(EXIT.refused, text);
}

function details({ code, reason, fields, credit, required, available, budget, renewsAt }: Refusal): string[] {
  if (reason === 'key_expired') return ['The key has expired: make a new one'];
  if (reason === 'account_suspended') return ['The account is suspended: ask the operator of the service'];
  if (code === 'unauthorized') return ['FLUXBATCH_API_KEY or --key must be a key of this server: flx_live_…'];
  if (code === 'insufficient_credits') return [`${credit} credits: ${required} needed, ${available} left`];
  if (code === 'budget_exceeded') {
    return [
      `${credit} credits: ${required} needed, ${available} left of the key's budget of ${budget} until ${renewsAt}`,
    ];
  }
  return (fields ?? []).map(({ path, message }) => `${path}: ${message}`);
}
