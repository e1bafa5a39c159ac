import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { Stripe } from 'stripe';
import { foreignText } from '../common/foreign-text.js';
import { DatabaseService, type Sql } from '../database/database.service.js';
import { endCheckout } from './checkouts.sql.js';
import { advanceCustomer, lockCustomer, readCustomer, type CustomerRow } from './customers.sql.js';
import { EnforcementService } from './enforcement.service.js';
import { fetchPayment, idOf, type PaymentFacts } from './payment-facts.js';
import { noteRefundedTime } from './refunded-time.sql.js';
import { StripeClientService } from './stripe-client.service.js';
import type { RefundedTime } from './refunded-time.js';
import { fetchSubscriptions, type SubscriptionFacts } from './subscription-facts.js';
import { termsOf, type Terms } from './terms.js';

/** How often what was fetched may turn out to be old before it is given up for later. */
const MAX_TRIES = 6;
/** Events of one purchase come at once: they get out of each other's way by a random wait, doubled each time. */
const FIRST_WAIT_MS = 100;
const SOON_MS = 15 * 60_000;

/** What of an account is looked at. */
export interface SyncScope {
  subscriptions?: boolean;
  payments?: string[];
  sessions?: string[];
}

interface Fetched {
  subscriptions: SubscriptionFacts[] | null;
  payments: PaymentFacts[];
  sessions: { id: string; status: 'open' | 'processing' | 'done' | 'expired' }[];
}

/**
 * Brings an account in step with Stripe. Everything is fetched anew, outside of any transaction, and put in force in one
 * that is refused if something was put in force meanwhile: so what was fetched first is never put in force last, and
 * neither the order of events nor their number matters.
 */
@Injectable()
export class BillingSyncService {
  private readonly logger = new Logger('billing');

  constructor(
    private readonly database: DatabaseService,
    private readonly stripe: StripeClientService,
    private readonly enforcement: EnforcementService,
  ) {}

  /**
   * Answers in words what changed.
   * @param inTransaction is part of the change, such as noting that an event is handled
   * @param isDue asked before each further try: somebody else may have done it
   * @throws Error when Stripe does not answer, or the account changes faster than it can be fetched
   */
  async account(
    accountId: string,
    scope: SyncScope,
    inTransaction: (sql: Sql, changes: string[]) => Promise<void> = async () => {},
    isDue: () => Promise<boolean> = async () => true,
  ): Promise<string[]> {
    for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
      if (attempt > 0 && !(await isDue())) return [];
      const [before] = await this.database.run<CustomerRow>(readCustomer, [accountId]);
      if (!before?.customer_id) throw new Error(`Account ${accountId} has no customer`);
      const fetched = await this.fetch(before.customer_id, scope);
      const changes = await this.database.transaction((sql) => this.enforce(sql, before, fetched, inTransaction));
      if (changes) return changes;
      await sleep(Math.random() * FIRST_WAIT_MS * 2 ** attempt);
    }
    throw new Error(`Account ${accountId} changed ${MAX_TRIES} times while it was fetched`);
  }

  private async fetch(customer: string, scope: SyncScope): Promise<Fetched> {
    const { api, settings } = this.stripe;
    const payments = new Set(scope.payments);
    const sessions: Stripe.Checkout.Session[] = [];
    for (const id of scope.sessions ?? []) sessions.push(await api.checkout.sessions.retrieve(id));
    for (const { payment_intent } of sessions) {
      const payment = idOf(payment_intent);
      if (payment) payments.add(payment);
    }
    const facts: PaymentFacts[] = [];
    for (const id of payments) {
      const payment = await fetchPayment(api, id);
      if (payment?.customer === customer) facts.push(payment);
    }
    const wanted = scope.subscriptions || sessions.some(({ mode }) => mode === 'subscription');
    return {
      subscriptions: wanted ? await fetchSubscriptions(api, settings.prices, customer) : null,
      payments: facts,
      sessions: sessions.map((session) => ({ id: session.id, status: checkoutStatus(session, facts) })),
    };
  }

  /** Null when what was fetched is old. */
  private async enforce(
    sql: Sql,
    before: CustomerRow,
    { subscriptions, payments, sessions }: Fetched,
    inTransaction: (sql: Sql, changes: string[]) => Promise<void>,
  ): Promise<string[] | null> {
    const accountId = before.account_id;
    const [row] = await sql.run<CustomerRow & { now: Date }>(lockCustomer, [accountId]);
    if (!row || row.version !== before.version) return null;
    const terms = subscriptions && termsOf(subscriptions);
    const changes = terms && isWorthIt(terms, row) ? await this.enforcement.terms(sql, accountId, terms) : [];
    await this.noteRefunded(sql, accountId, subscriptions ?? []);
    for (const payment of payments) {
      if (payment.accountId === accountId) changes.push(...(await this.enforcement.payment(sql, accountId, payment)));
    }
    for (const { id, status } of sessions) if (status !== 'open') await sql.run(endCheckout, [accountId, id, status]);
    const renewsAt = terms?.renewsAt === 'soon' ? new Date(row.now.getTime() + SOON_MS) : (terms?.renewsAt ?? null);
    const json = terms ? JSON.stringify(lasting(terms)) : null;
    const { subscriptionId = null, status = null } = terms ?? {};
    await sql.run(advanceCustomer, [accountId, subscriptions !== null, subscriptionId, status, json, renewsAt]);
    await inTransaction(sql, changes);
    return changes;
  }

  /** For the operator's report: allowances do not give time back. */
  private async noteRefunded(sql: Sql, accountId: string, subscriptions: SubscriptionFacts[]): Promise<void> {
    const refunded = subscriptions.flatMap((one) => one.refunded);
    if (refunded.length === 0) return;
    const of = <Key extends keyof RefundedTime>(key: Key) => refunded.map((one) => one[key]);
    const values = [accountId, of('invoice'), of('subscription'), of('amount'), of('currency'), of('created')];
    const noted = await sql.run<{ invoice_id: string }>(noteRefundedTime, values);
    for (const { invoice_id: invoice } of noted) {
      sql.afterCommit(() => this.logger.warn(`Stripe gave back time of ${accountId} by ${foreignText(invoice, 100)}`));
    }
  }
}

/**
 * A live subscription decides the plan, whatever else was done to the account. What has ended decides once: afterwards
 * the operator may give the account another plan.
 */
function isWorthIt(terms: Terms, row: CustomerRow): boolean {
  return terms.live || JSON.stringify(row.terms) !== JSON.stringify(lasting(terms));
}

/** The terms as they are kept; when to ask again is none of them. */
function lasting({ subscriptionId, status, live, plan, next, anchor }: Terms): object {
  return JSON.parse(JSON.stringify({ subscriptionId, status, live, plan, next, anchor })) as object;
}

function checkoutStatus(session: Stripe.Checkout.Session, payments: PaymentFacts[]): Fetched['sessions'][0]['status'] {
  if (session.status === 'open') return 'open';
  if (session.status === 'expired') return 'expired';
  const payment = payments.find(({ id }) => id === idOf(session.payment_intent));
  if (payment?.pending) return 'processing';
  return payment && !payment.paid ? 'expired' : 'done';
}
