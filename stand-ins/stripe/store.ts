import { randomBytes } from 'node:crypto';
import { StripeRefusal } from './errors.ts';
import type { Price, StripeEvent, StripeObject, TestObject } from './objects.ts';

/** The version of the API whose objects these are. */
export const API_VERSION = '2026-10-28.endive';

const PREFIXES: Record<string, string> = {
  customer: 'cus',
  'checkout.session': 'cs_test',
  subscription: 'sub',
  subscription_item: 'si',
  subscription_schedule: 'sub_sched',
  invoice: 'in',
  payment_intent: 'pi',
  charge: 'ch',
  refund: 're',
  dispute: 'du',
  'billing_portal.configuration': 'bpc',
  'billing_portal.session': 'bps',
  event: 'evt',
};

const WITHOUT_MODE = new Set(['subscription_item', 'refund']);

/** A price as it is told to the stand-in; without an interval it is paid once. */
export interface GivenPrice {
  id: string;
  amount: number;
  interval?: 'month' | 'year';
}

/** All objects by id, in the order they were made, the clock, and an ear for events. */
export class Store {
  private readonly objects = new Map<string, StripeObject>();
  private frozenAt: number | null = null;
  private readonly ears: ((event: StripeEvent) => void)[] = [];

  /** Seconds. It goes with the real clock until it is set. */
  get now(): number {
    return this.frozenAt ?? Math.floor(Date.now() / 1000);
  }

  set now(seconds: number) {
    this.frozenAt = seconds;
  }

  addPrices(prices: GivenPrice[]): void {
    for (const { id, amount, interval } of prices) {
      const kind: Pick<Price, 'type' | 'recurring'> = interval
        ? { type: 'recurring', recurring: { interval, interval_count: 1 } }
        : { type: 'one_time', recurring: null };
      const sold = { active: true, currency: 'usd', unit_amount: amount, product: `prod_${id.slice(6)}` };
      const price: Price = { id, object: 'price', created: this.now, livemode: false, ...sold, ...kind };
      this.objects.set(id, price);
    }
  }

  make<T extends StripeObject>(object: T['object'], fields: Omit<T, keyof TestObject>): T {
    const id = `${PREFIXES[object]}_${randomBytes(12).toString('hex')}`;
    const mode = WITHOUT_MODE.has(object) ? {} : { livemode: false };
    const made = { id, object, created: this.now, ...mode, ...fields } as unknown as T;
    this.objects.set(id, made);
    return made;
  }

  find<T extends StripeObject>(object: T['object'], id: string): T | undefined {
    const found = this.objects.get(id);
    return found?.object === object ? (found as T) : undefined;
  }

  /** @throws StripeRefusal 404 */
  get<T extends StripeObject>(object: T['object'], id: string): T {
    const found = this.find<T>(object, id);
    if (found) return found;
    const param = object.replaceAll('.', '_');
    throw new StripeRefusal(404, `No such ${param}: '${id}'`, { code: 'resource_missing', param });
  }

  byId(id: string): StripeObject | undefined {
    return this.objects.get(id);
  }

  /** Oldest first. */
  all<T extends StripeObject>(object: T['object']): T[] {
    return [...this.objects.values()].filter((one) => one.object === object) as T[];
  }

  /** Tells of what became of an object, as it is at this moment. */
  emit(type: string, object: StripeObject): void {
    const told = { type, api_version: API_VERSION, pending_webhooks: 1, data: { object: structuredClone(object) } };
    const event = this.make<StripeEvent>('event', { ...told, request: { id: null, idempotency_key: null } });
    for (const ear of this.ears) ear(event);
  }

  hear(ear: (event: StripeEvent) => void): void {
    this.ears.push(ear);
  }
}
