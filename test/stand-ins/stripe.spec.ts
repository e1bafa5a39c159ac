import { createServer } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Stripe } from 'stripe';
import { devPrices, devSettings } from '../../stand-ins/stripe/dev-settings.js';
import { startStripeStandIn } from '../../stand-ins/stripe/server.js';
import { until } from '../support/until.js';

const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: secret } = devSettings('');
const START = Date.parse('2030-01-31T10:00:00Z') / 1000;
const MONTH_LATER = Date.parse('2030-02-28T10:00:00Z') / 1000;

let server: Awaited<ReturnType<typeof startStripeStandIn>>;
let stripe: Stripe;

beforeEach(async () => {
  server = await startStripeStandIn({ prices: devPrices(), secretKey: key });
  server.standIn.deliveries.manner = { mode: 'hold', copies: 1, delayMs: 0 };
  stripe = client(key);
  await order('clock', { to: START });
});
afterEach(() => server.stop());

function client(apiKey: string): Stripe {
  return new Stripe(apiKey, { host: '127.0.0.1', port: server.port, protocol: 'http', maxNetworkRetries: 0 });
}

async function order(name: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${server.url}/stand-in/${name}`, { method: 'POST', body: JSON.stringify(body) });
  const json = (await answer.json()) as Record<string, unknown>;
  if (!answer.ok) throw new Error(JSON.stringify(json));
  return json;
}

async function session(given: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
  const customer = await stripe.customers.create({ metadata: { account_id: 'acc_1' } });
  return stripe.checkout.sessions.create({
    mode: 'payment',
    customer: customer.id,
    line_items: [{ price: 'price_topup_small', quantity: 1 }],
    success_url: 'http://localhost/done',
    ...given,
  });
}

test('refuses what the API refuses, and names the parameter', async () => {
  await expect(client('sk_test_wrong').customers.create()).rejects.toBeInstanceOf(
    Stripe.errors.StripeAuthenticationError,
  );
  await expect(session({ discount: 'x' } as object)).rejects.toMatchObject({
    code: 'parameter_unknown',
    param: 'discount',
  });
  await expect(session({ success_url: undefined })).rejects.toMatchObject({
    code: 'parameter_missing',
    param: 'success_url',
  });
  await expect(session({ mode: 'subscription' })).rejects.toMatchObject({ param: 'line_items[0][price]' });
  await expect(stripe.subscriptions.retrieve('sub_none')).rejects.toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
  });
  await expect(stripe.subscriptions.list({ expand: ['data.nonsense'], status: 'all' })).resolves.toMatchObject({
    data: [],
  });
  await expect(stripe.tokens.retrieve('tok_1')).rejects.toMatchObject({ statusCode: 404 });
});

test('does a call once for each idempotency key, and refuses the key with other parameters', async () => {
  const options = { idempotencyKey: 'once' };
  const first = await stripe.customers.create({ metadata: { account_id: 'acc_1' } }, options);
  const again = await stripe.customers.create({ metadata: { account_id: 'acc_1' } }, options);
  expect(again.id).toBe(first.id);
  await expect(stripe.customers.create({ metadata: { account_id: 'acc_2' } }, options)).rejects.toBeInstanceOf(
    Stripe.errors.StripeIdempotencyError,
  );
});

test('lists by pages from the newest, filters, and expands', async () => {
  for (let count = 0; count < 5; count += 1) await order('pay', { session: (await session()).id });
  const all: string[] = [];
  for await (const one of stripe.checkout.sessions.list({ limit: 2 })) all.push(one.id);
  expect(all).toHaveLength(5);
  const [newest] = (await stripe.checkout.sessions.list({ limit: 1, expand: ['data.payment_intent'] })).data;
  expect(newest?.id).toBe(all[0]);
  expect(newest?.payment_intent).toMatchObject({ object: 'payment_intent', status: 'succeeded' });
  expect((await stripe.checkout.sessions.list({ created: { gte: START + 1 } })).data).toEqual([]);
  expect((await stripe.events.list({ types: ['checkout.session.completed'] })).data).toHaveLength(5);
});

test('a subscription renews by its own clock: period on the item, an hour of draft, and past due with a declined card', async () => {
  const { id } = await session({ mode: 'subscription', line_items: [{ price: 'price_pro', quantity: 1 }] });
  const { subscription: subscriptionId } = (await order('pay', { session: id })) as { subscription: string };
  const subscription = () => stripe.subscriptions.retrieve(subscriptionId, { expand: ['latest_invoice'] });
  const begun = await subscription();
  expect(begun).toMatchObject({ status: 'active', billing_cycle_anchor: START, latest_invoice: { status: 'paid' } });
  expect(begun.items.data[0]).toMatchObject({ current_period_start: START, current_period_end: MONTH_LATER });
  await order('card', { customer: begun.customer, declined: true });
  await order('clock', { to: MONTH_LATER + 60 });
  expect(await subscription()).toMatchObject({ status: 'active', latest_invoice: { status: 'draft' } });
  await order('clock', { to: MONTH_LATER + 2 * 3_600 });
  expect(await subscription()).toMatchObject({ status: 'past_due', latest_invoice: { status: 'open' } });
  await order('clock', { to: MONTH_LATER + 30 * 86_400 });
  expect((await subscription()).status).toBe('canceled');
});

test('signs events so that the SDK believes them; holds, doubles and drops them as it is told', async () => {
  const received: Stripe.Event[] = [];
  const receiver = createServer(async (request, response) => {
    const body = await text(request);
    const header = String(request.headers['stripe-signature']);
    received.push(stripe.webhooks.constructEvent(body, header, secret));
    expect(() => stripe.webhooks.constructEvent(`${body} `, header, secret)).toThrow();
    response.writeHead(200).end();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as { port: number };
  server.standIn.deliveries.receiver = { url: `http://127.0.0.1:${port}/`, secret };
  try {
    await order('manner', { mode: 'hold', copies: 2 });
    await order('pay', { session: (await session()).id });
    expect(received).toEqual([]);
    await order('flush', {});
    expect(received.filter(({ type }) => type === 'payment_intent.succeeded')).toHaveLength(2);
    received.length = 0;
    await order('manner', { mode: 'drop' });
    await order('pay', { session: (await session()).id });
    await order('manner', { mode: 'send', delayMs: 50 });
    await order('pay', { session: (await session()).id });
    const types = () => received.map(({ type }) => type);
    await until(types, (seen) => seen.includes('checkout.session.completed') && seen.length >= 5);
    expect(types().filter((type) => type === 'checkout.session.completed')).toHaveLength(1);
  } finally {
    receiver.closeAllConnections();
    receiver.close();
  }
});

test('shows pages a person can pay on', async () => {
  const { url } = await session();
  expect(await (await fetch(url ?? '')).text()).toContain('Pay 5.00 USD');
  const paid = await fetch(url ?? '', {
    method: 'POST',
    body: new URLSearchParams({ action: 'pay' }),
    redirect: 'manual',
  });
  expect([paid.status, paid.headers.get('location')]).toEqual([303, 'http://localhost/done']);
  expect(await (await fetch(url ?? '')).text()).toContain('This checkout is complete');
});
