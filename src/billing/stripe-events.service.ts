import { Injectable } from '@nestjs/common';
import type { Stripe } from 'stripe';
import { ApiError } from '../common/errors.js';
import { errorText } from '../common/foreign-text.js';
import { DatabaseService, type Sql } from '../database/database.service.js';
import { QueueService } from '../queue/queue.service.js';
import { CustomersService } from './customers.service.js';
import { concernsBilling, concernsSubscriptions, targetOf } from './event-target.js';
import {
  endEvents,
  offerEvents,
  postponeEvent,
  readWaitingBeside,
  readWaitingEvent,
  storeEvent,
  type EventRow,
  type Outcome,
} from './events.sql.js';
import { customerOfPayment } from './payment-facts.js';
import { StripeClientService } from './stripe-client.service.js';
import { BillingSyncService, type SyncScope } from './billing-sync.service.js';

/** Seconds. What is older was recorded by somebody and sent again; Stripe signs each of its own retries anew. */
const TOLERANCE_SECONDS = 300;
/** How long an id may wait in Redis until it counts as lost. */
const OFFER_SECONDS = 30;
/** Events that one look at Stripe answers for, and of how many payments and sessions: each of these is fetched. */
const MAX_TOGETHER = 500;
const MAX_FETCHED_TOGETHER = 10;

/** Thrown to undo what was put in force for an event that somebody else has handled meanwhile. */
class HandledElsewhere extends Error {}

function notSigned(): ApiError {
  return ApiError.field('Stripe-Signature', 'expected a signature of the body, made less than 5 minutes ago');
}

/** Stripe's events: stored when they come, handled by workers, each once. */
@Injectable()
export class StripeEventsService {
  constructor(
    private readonly database: DatabaseService,
    private readonly queue: QueueService,
    private readonly stripe: StripeClientService,
    private readonly customers: CustomersService,
    private readonly sync: BillingSyncService,
  ) {}

  /**
   * Looks at the head of a request alone: what does not even claim to be signed just now is not read.
   * @throws ApiError `invalid_request`, `billing_not_configured`
   */
  requireClaim(signature = ''): void {
    if (!this.stripe.configured) throw new ApiError('billing_not_configured');
    const parts = signature.split(',');
    const seconds = Number(parts.find((part) => part.startsWith('t='))?.slice(2));
    const isSigned = parts.some((part) => part.startsWith('v1='));
    if (!isSigned || !(Date.now() / 1000 - seconds <= TOLERANCE_SECONDS)) throw notSigned();
  }

  /**
   * Believes an event by its signature over the very bytes that came, and stores it. Answers false for one that is
   * stored already.
   * @throws ApiError `invalid_request` for one that is not signed, not rightly, or too long ago
   */
  async receive(body: Buffer, signature: string | undefined): Promise<boolean> {
    const { api, settings } = this.stripe;
    let event: Stripe.Event;
    try {
      event = api.webhooks.constructEvent(body, signature ?? '', settings.webhookSecret, TOLERANCE_SECONDS);
    } catch {
      throw notSigned();
    }
    return this.store(event, 'webhook');
  }

  /** Answers false when it was stored before. */
  async store(event: Stripe.Event, source: 'webhook' | 'reconcile'): Promise<boolean> {
    const { customerId, paymentIntentId, sessionId } = targetOf(event);
    const about = [customerId, paymentIntentId, sessionId];
    const values = [event.id, event.type, ...about, source, new Date(event.created * 1000)];
    return (await this.database.run(storeEvent, values)).length > 0;
  }

  /** Hands up to `limit` events that wait to the workers. Answers how many. */
  async offer(limit: number): Promise<number> {
    const ids = (await this.database.run<{ id: string }>(offerEvents, [limit, OFFER_SECONDS])).map(({ id }) => id);
    await this.queue.add('billing', ids);
    return ids.length;
  }

  /** Handles an event that waits; one that goes wrong is tried again later. Answers the account and what changed. */
  async handle(id: string): Promise<{ accountId: string | null; changes: string[] }> {
    const [event] = await this.database.run<EventRow>(readWaitingEvent, [id]);
    if (!event) return { accountId: null, changes: [] };
    try {
      return await this.consequences(event);
    } catch (error) {
      if (error instanceof HandledElsewhere) return { accountId: null, changes: [] };
      await this.database.run(postponeEvent, [id, errorText(error)]);
      throw error;
    }
  }

  private async consequences(event: EventRow): Promise<{ accountId: string | null; changes: string[] }> {
    const { id, type, payment_intent_id: payment } = event;
    const nothing = async (outcome: Outcome) => {
      await this.database.run(endEvents, [[id], outcome, null]);
      return { accountId: null, changes: [] };
    };
    if (!concernsBilling(type)) return nothing('ignored');
    const customer = event.customer_id ?? (payment && (await customerOfPayment(this.stripe.api, payment)));
    const accountId = customer && (await this.customers.accountOf(customer));
    if (!accountId) return nothing('unknown_customer');
    const together = [event, ...(event.attempts === 0 ? await this.waitingBeside(event, customer) : [])];
    const end = async (sql: Sql, changes: string[]) => {
      const outcome: Outcome = changes.length > 0 ? 'applied' : 'unchanged';
      const ended = await sql.run<{ id: string }>(endEvents, [together.map((one) => one.id), outcome, accountId]);
      if (!ended.some((one) => one.id === id)) throw new HandledElsewhere();
    };
    const isWaiting = async () => (await this.database.run(readWaitingEvent, [id])).length > 0;
    const changes = await this.sync.account(accountId, scopeOf(together), end, isWaiting);
    return { accountId, changes };
  }

  /**
   * Many changes at once are heard of in many events: what is fetched for one is as new as all that came before, so they are
   * handled together. One that failed is handled alone, and keeps none of the others.
   */
  private async waitingBeside(event: EventRow, customer: string): Promise<EventRow[]> {
    const others = await this.database.run<EventRow>(readWaitingBeside, [customer, event.id, MAX_TOGETHER]);
    const fetched = new Set(thingsOf(event));
    return others.filter((other) => {
      const more = thingsOf(other).filter((thing) => !fetched.has(thing));
      if (!concernsBilling(other.type) || fetched.size + more.length > MAX_FETCHED_TOGETHER) return false;
      for (const thing of more) fetched.add(thing);
      return true;
    });
  }
}

/** Payments and sessions, each of which is fetched by itself. */
function thingsOf({ payment_intent_id: payment, session_id: session }: EventRow): string[] {
  return [payment, session].filter((id) => id !== null);
}

function scopeOf(events: EventRow[]): SyncScope {
  const ids = (all: (string | null)[]) => [...new Set(all.filter((id) => id !== null))];
  return {
    subscriptions: events.some(({ type }) => concernsSubscriptions(type)),
    payments: ids(events.map((event) => event.payment_intent_id)),
    sessions: ids(events.map((event) => event.session_id)),
  };
}
