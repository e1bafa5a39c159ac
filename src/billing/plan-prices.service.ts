import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { StripeClientService } from './stripe-client.service.js';

/** A price changes neither its amount nor its product at Stripe; it may be another one after a restart with other settings. */
const KEPT_MS = 10 * 60_000;
/** Three plans by the month and by the year. */
const MAX_PRICES = 6;

/** What a plan costs, as Stripe has it. */
export interface PlanPrice {
  id: string;
  product: string;
  /** The currency's smallest unit; null for a price that is not one fixed amount. */
  amount: number | null;
  currency: string;
  /** How long it pays for. */
  months: number;
}

/** The prices of the plans, asked of Stripe and kept for ten minutes. */
@Injectable()
export class PlanPricesService {
  private readonly prices = new LRUCache<string, PlanPrice>({
    max: MAX_PRICES,
    ttl: KEPT_MS,
    fetchMethod: (id) => this.fetch(id),
  });

  constructor(private readonly stripe: StripeClientService) {}

  /** @throws Error of Stripe's, also for a price that it does not have */
  async of(id: string): Promise<PlanPrice> {
    return (await this.prices.fetch(id)) ?? (await this.fetch(id));
  }

  private async fetch(id: string): Promise<PlanPrice> {
    const { product, unit_amount: amount, currency, recurring } = await this.stripe.api.prices.retrieve(id);
    const months = (recurring?.interval === 'year' ? 12 : 1) * (recurring?.interval_count ?? 1);
    return { id, product: typeof product === 'string' ? product : product.id, amount, currency, months };
  }
}
