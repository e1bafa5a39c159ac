import { Inject, Injectable } from '@nestjs/common';
import { Stripe } from 'stripe';
import { ApiError } from '../common/errors.js';
import { newId } from '../common/ids.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { DatabaseService } from '../database/database.service.js';
import { beginCheckout, dropCheckout, openCheckout, readOpenCheckout, type CheckoutRow } from './checkouts.sql.js';
import { CustomersService } from './customers.service.js';
import { METADATA } from './payment-facts.js';
import { PortalService } from './portal.service.js';
import { purchaseOf, type CheckoutRequest, type Purchase } from './purchase.js';
import { StripeClientService } from './stripe-client.service.js';
import { BillingSyncService } from './billing-sync.service.js';

/** An open session may end under our hands: then another one is begun, so often at most. */
const MAX_TRIES = 4;

/** Sends people to pay: to a session of Checkout, or with a subscription to the portal, where it is changed. */
@Injectable()
export class CheckoutService {
  constructor(
    private readonly database: DatabaseService,
    private readonly stripe: StripeClientService,
    private readonly customers: CustomersService,
    private readonly portal: PortalService,
    private readonly sync: BillingSyncService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * The address to pay at. Who asks twice is sent to the same session as long as it is open, also from two processes or
   * after one died.
   * @throws ApiError `billing_not_configured`, `invalid_state` when the account has that plan already
   */
  async begin(accountId: string, request: CheckoutRequest): Promise<{ url: string }> {
    const purchase = purchaseOf(request, this.settings);
    const customer = await this.customers.of(accountId);
    if (purchase.kind === 'plan') {
      const url = await this.portal.changeOf(customer, purchase.priceId);
      if (url) return { url };
    }
    for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
      const url = await this.openSession(accountId, customer, purchase);
      if (url) return { url };
    }
    throw new ApiError('busy');
  }

  /** Null when there was one that is of no use any more, and has been put away. */
  private async openSession(accountId: string, customer: string, purchase: Purchase): Promise<string | null> {
    const { intent, choice, priceId } = purchase;
    await this.database.run(beginCheckout, [newId('chk'), accountId, intent, choice, priceId]);
    const [row] = await this.database.run<CheckoutRow>(readOpenCheckout, [accountId, intent]);
    if (!row) return null;
    const other = row.choice !== choice || row.price_id !== priceId;
    if (row.status === 'creating') return other || row.stale ? this.putAway(row) : this.create(row, customer, purchase);
    const session = await this.stripe.api.checkout.sessions.retrieve(row.session_id ?? '');
    if (session.status === 'open' && !other) return session.url;
    return this.putAway(row);
  }

  /** The same key and the same parameters for everybody who opens this purchase: Stripe answers one session. */
  private async create(row: CheckoutRow, customer: string, purchase: Purchase): Promise<string | null> {
    const options = { idempotencyKey: `checkout-${row.id}` };
    const parameters = sessionParameters(row, customer, purchase, this.settings.publicUrl);
    try {
      const session = await this.stripe.api.checkout.sessions.create(parameters, options);
      const [opened] = await this.database.run(openCheckout, [row.id, session.id, session.url]);
      // Somebody chose another plan meanwhile, and found no session yet that could be expired.
      return opened ? session.url : await this.putAway({ ...row, session_id: session.id });
    } catch (error) {
      // Begun by a process with other settings: what it may have made is found by nobody and expires.
      if (error instanceof Stripe.errors.StripeIdempotencyError) return this.putAway(row);
      throw error;
    }
  }

  /** A session that is open still is expired, so that it cannot be paid beside the next; one that was paid is taken in. */
  private async putAway({ id, account_id: accountId, session_id: session }: CheckoutRow): Promise<null> {
    if (session) {
      await this.stripe.api.checkout.sessions.expire(session).catch((error: unknown) => {
        // It is not open any more.
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      });
      await this.sync.account(accountId, { sessions: [session] });
    }
    await this.database.run(dropCheckout, [id, session]);
    return null;
  }
}

function sessionParameters(
  { account_id: accountId }: CheckoutRow,
  customer: string,
  { kind, priceId, topup }: Purchase,
  publicUrl: string,
): Stripe.Checkout.SessionCreateParams {
  const account = { [METADATA.account]: accountId };
  const both = {
    customer,
    client_reference_id: accountId,
    line_items: [{ price: priceId, quantity: 1 }],
    success_url: `${publicUrl}/?checkout=done`,
    cancel_url: `${publicUrl}/?checkout=canceled`,
  };
  if (kind === 'plan') {
    return { ...both, mode: 'subscription', metadata: account, subscription_data: { metadata: account } };
  }
  // The number of credits is promised with the purchase: the catalogue may be another one when the money comes.
  const metadata = { ...account, [METADATA.topup]: topup?.size ?? '', [METADATA.credits]: String(topup?.credits) };
  return { ...both, mode: 'payment', metadata, payment_intent_data: { metadata } };
}
