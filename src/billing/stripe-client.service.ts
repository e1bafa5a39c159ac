import { Inject, Injectable } from '@nestjs/common';
import { Stripe } from 'stripe';
import { ApiError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import type { StripeSettings } from '../config/stripe-settings.js';

/** A call that hangs must not hold a worker for long; the SDK tries again with the same idempotency key. */
const TIMEOUT_MS = 20_000;
const RETRIES = 2;

/** The one door to Stripe. */
@Injectable()
export class StripeClientService {
  private readonly made: { api: Stripe; settings: StripeSettings } | null;

  constructor(@Inject(SETTINGS) { stripe }: Settings) {
    this.made = stripe && { api: connect(stripe), settings: stripe };
  }

  get configured(): boolean {
    return this.made !== null;
  }

  /** @throws ApiError `billing_not_configured` */
  get api(): Stripe {
    return this.required().api;
  }

  /** @throws ApiError `billing_not_configured` */
  get settings(): StripeSettings {
    return this.required().settings;
  }

  private required() {
    if (!this.made) throw new ApiError('billing_not_configured');
    return this.made;
  }
}

/** For what a person waits for: Stripe that is away or wants to be left alone is a matter of a moment. */
export function busyWhenAway(error: unknown): never {
  throw isStripeAway(error) ? new ApiError('busy') : error;
}

/** Stripe does not answer, answers nonsense, or wants to be left alone. */
export function isStripeAway(error: unknown): boolean {
  const { StripeConnectionError, StripeAPIError, StripeRateLimitError } = Stripe.errors;
  return [StripeConnectionError, StripeAPIError, StripeRateLimitError].some((kind) => error instanceof kind);
}

function connect({ secretKey, apiBase }: StripeSettings): Stripe {
  const base = apiBase === null ? null : new URL(apiBase);
  const elsewhere = base && {
    protocol: base.protocol.slice(0, -1) as 'http' | 'https',
    host: base.hostname,
    port: base.port || (base.protocol === 'https:' ? '443' : '80'),
  };
  return new Stripe(secretKey, { maxNetworkRetries: RETRIES, timeout: TIMEOUT_MS, telemetry: false, ...elsewhere });
}
