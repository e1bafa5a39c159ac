/** A refusal in Stripe's own shape. */
export class StripeRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly details: { type?: string; code?: string; param?: string } = {},
  ) {
    super(message);
  }

  toJSON(): { error: { message: string; type: string; code?: string; param?: string } } {
    return { error: { type: 'invalid_request_error', ...this.details, message: this.message } };
  }
}
