/**
 * Every refusal the HTTP API can answer. docs/errors.md explains each to callers; a test holds the two together.
 * `retryable` says whether the same request can succeed later without being changed.
 */
export const ERRORS = {
  invalid_request: { status: 400, text: 'The request is not valid', retryable: false },
  unauthorized: { status: 401, text: 'Unauthorized', retryable: false },
  insufficient_credits: { status: 402, text: 'Not enough credits', retryable: false },
  budget_exceeded: { status: 402, text: 'The budget of this key is used up for the month', retryable: false },
  plan_required: { status: 403, text: 'The plan does not include this', retryable: false },
  second_factor_required: { status: 403, text: 'This account asks for a second factor', retryable: false },
  forbidden: { status: 403, text: 'Not allowed', retryable: false },
  not_found: { status: 404, text: 'Not found', retryable: false },
  idempotency_conflict: { status: 409, text: 'The Idempotency-Key was used with another body', retryable: false },
  invalid_state: { status: 409, text: 'The current state does not allow this', retryable: false },
  too_large: { status: 413, text: 'Too large', retryable: false },
  unsupported_image: { status: 415, text: 'Not an image that can be read', retryable: false },
  storage_denied: { status: 422, text: 'The storage refused access', retryable: false },
  storage_not_found: { status: 422, text: 'The storage does not have this', retryable: false },
  blocked_address: { status: 422, text: 'The address is not allowed', retryable: false },
  rate_limited: { status: 429, text: 'Too many requests', retryable: true },
  internal: { status: 500, text: 'Something went wrong on our side', retryable: true },
  busy: { status: 503, text: 'Busy, try again shortly', retryable: true },
  ai_not_configured: { status: 503, text: 'AI is not configured on this server', retryable: false },
  mail_not_configured: { status: 503, text: 'Mail is not configured on this server', retryable: false },
  roles_not_configured: {
    status: 503,
    text: 'Connections by role are not configured on this server',
    retryable: false,
  },
  billing_not_configured: { status: 503, text: 'Billing is not configured on this server', retryable: false },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** One field that is wrong, and what was expected of it. */
export interface FieldProblem {
  path: string;
  message: string;
}

/** A refusal with a code of the table. `details` are added to the answer as they stand. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: Record<string, unknown> = {},
    text?: string,
  ) {
    super(text ?? ERRORS[code].text);
    this.name = 'ApiError';
  }

  /** A 400 that names one field. */
  static field(path: string, message: string): ApiError {
    return new ApiError('invalid_request', { fields: [{ path, message }] satisfies FieldProblem[] });
  }
}
