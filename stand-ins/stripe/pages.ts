import type { PortalSession, Price, Session, Subscription } from './objects.ts';
import type { StripeStandIn } from './stand-in.ts';
import { itemOf } from './subscriptions.ts';

/** What a customer's browser is sent: a page, or on to another address. */
export type Page = { html: string } | { location: string };

/** Pages in the place of Stripe's own, with a button for each thing that can happen there; null for none of them. */
export function page(world: StripeStandIn, method: string, path: string, action: string): Page | null {
  const [, kind, id = ''] = /^\/(c\/pay|p\/session)\/(\w+)$/.exec(path) ?? [];
  if (!kind) return null;
  if (kind === 'c/pay') return method === 'POST' ? buy(world, id, action) : checkoutPage(world, id);
  return method === 'POST' ? change(world, id, action) : portalPage(world, id);
}

function checkoutPage({ store }: StripeStandIn, id: string): Page {
  const session = store.get<Session>('checkout.session', id);
  if (session.status !== 'open') return document(`This checkout is ${session.status}`, []);
  const price = `${(session.amount_total / 100).toFixed(2)} ${session.currency.toUpperCase()}`;
  const later: [string, string][] = session.mode === 'payment' ? [['later', 'Pay by bank transfer']] : [];
  return document(`Pay ${price}`, [['pay', 'Pay'], ...later, ['back', 'Go back']]);
}

function buy({ store, checkouts }: StripeStandIn, id: string, action: string): Page {
  const session = store.get<Session>('checkout.session', id);
  if (action === 'back') return { location: session.cancel_url ?? session.success_url };
  checkouts.pay(id, { later: action === 'later' });
  return { location: session.success_url };
}

function portalPage(world: StripeStandIn, id: string): Page {
  const session = world.store.get<PortalSession>('billing_portal.session', id);
  const asked = askedPrice(world, session);
  const subscription = liveSubscription(world, session.customer);
  const buttons: [string, string][] = [];
  if (asked && subscription && session.configuration) buttons.push(['confirm', `Change to ${asked.id}`]);
  else if (asked && subscription) {
    buttons.push(
      ['change-now', `Change to ${asked.id} now`],
      ['change-later', `Change to ${asked.id} at the period’s end`],
    );
  }
  if (subscription && !subscription.cancel_at_period_end) buttons.push(['cancel', 'Cancel at the period’s end']);
  if (subscription?.cancel_at_period_end) buttons.push(['keep', 'Do not cancel']);
  const title = subscription
    ? `Subscription to ${itemOf(subscription).price.id}: ${subscription.status}`
    : 'No subscription';
  return document(title, [...buttons, ['back', 'Go back']]);
}

function change(world: StripeStandIn, id: string, action: string): Page {
  const session = world.store.get<PortalSession>('billing_portal.session', id);
  const subscription = liveSubscription(world, session.customer);
  const asked = askedPrice(world, session);
  if (subscription && asked && action === 'confirm') world.portals.confirm(session);
  if (subscription && asked && action === 'change-now') world.subscriptions.change(subscription.id, asked.id);
  if (subscription && asked && action === 'change-later') {
    world.subscriptions.changeAtPeriodEnd(subscription.id, asked.id);
  }
  if (subscription && (action === 'cancel' || action === 'keep')) {
    world.subscriptions.cancelAtPeriodEnd(subscription.id, action === 'cancel');
  }
  return { location: session.return_url };
}

function liveSubscription({ store }: StripeStandIn, customer: string): Subscription | undefined {
  return store
    .all<Subscription>('subscription')
    .findLast((one) => one.customer === customer && one.status !== 'canceled' && one.status !== 'incomplete');
}

function askedPrice({ store }: StripeStandIn, { flow }: PortalSession): Price | undefined {
  const asked = flow as { subscription_update_confirm?: { items: { price: string }[] } } | null;
  const id = asked?.subscription_update_confirm?.items[0]?.price;
  return id === undefined ? undefined : store.find<Price>('price', id);
}

function document(title: string, buttons: [action: string, label: string][]): Page {
  const forms = buttons.map(([action, label]) => `<button name="action" value="${action}">${label}</button>`);
  return {
    html: `<!doctype html><meta charset="utf-8"><title>Stripe stand-in</title>
<h1>${title}</h1><p>This is a stand-in for Stripe: no money moves.</p><form method="post">${forms.join(' ')}</form>`,
  };
}
