/** A refusal in Stripe's own shape. */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly details: { type?: string; code?: string; param?: string };

  constructor(status: number, message: string, details: { type?: string; code?: string; param?: string } = {}) {
    super(message);
    this.status = status;
    this.details = details;
  }

  toJSON(): { error: { message: string; type: string; code?: string; param?: string } } {
    return { error: { type: 'invalid_request_error', ...this.details, message: this.message } };
  }
}
