/** A refusal of the service, or that it could not be reached (`status` 0). */
export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    text: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(text);
    this.name = 'ApiFailure';
  }

  /** What is wrong with each field, by its path. */
  get fields(): Record<string, string> {
    const fields = (this.details.fields ?? []) as { path: string; message: string }[];
    return Object.fromEntries(fields.map(({ path, message }) => [path, message]));
  }

  /** Whether the same call may succeed later, unchanged. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function asFailure(thrown: unknown): ApiFailure {
  if (thrown instanceof ApiFailure) return thrown;
  return new ApiFailure(0, 'unreachable', thrown instanceof Error ? thrown.message : String(thrown));
}

/** From a body that is not what the service writes (a proxy's page, say) only the status is taken. */
export function failureOf(status: number, body: unknown): ApiFailure {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const { error, code, ...details } = given;
  if (typeof error !== 'string' || typeof code !== 'string') {
    return new ApiFailure(status, 'unreachable', `HTTP ${status}`);
  }
  return new ApiFailure(status, code, error, details);
}
