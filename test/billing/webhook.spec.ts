import { signature } from '../../stand-ins/stripe/deliveries.js';
import type { StripeEvent } from '../../stand-ins/stripe/objects.js';
import { until } from '../support/until.js';
import { openStage, type BillingStage } from './support/stage.js';

interface Report {
  events: { waiting: number; failing: number; unknown: number; unknownLast: { id: string; customer: string }[] };
}

describe('POST /api/stripe/webhook', () => {
  let stage: BillingStage;

  beforeAll(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.service.client.expectSoundBooks());
  afterAll(() => stage.close());

  const secret = () => stage.standIn.deliveries.receiver?.secret ?? '';
  const now = () => Math.floor(Date.now() / 1000);

  function post(body: string, header?: string) {
    const headers = header === undefined ? {} : { 'stripe-signature': header };
    return stage.service.client.call('POST', '/api/stripe/webhook', { body, headers });
  }
  async function rows() {
    const { rows } = await stage.service.sql.pool.query('SELECT id, outcome FROM stripe_events');
    return rows as { id: string; outcome: string | null }[];
  }
  async function topupEvents() {
    const account = await stage.service.client.account();
    await stage.buy(account, 'small');
    return { account, events: stage.standIn.deliveries.takeHeld() };
  }

  it.each([
    ['not signed', () => undefined],
    ['signed with another secret', (body: string) => signature(body, 'whsec_another')],
    ['signed for another body', (body: string) => signature(`${body} `, secret())],
    ['signed six minutes ago', (body: string) => signature(body, secret(), now() - 360)],
    ['signed in a scheme of old', (body: string) => signature(body, secret()).replace('v1=', 'v0=')],
    ['with what is no signature', () => 'nonsense'],
  ])('refuses an event %s, and stores nothing', async (_, sign) => {
    const { account, events } = await topupEvents();
    const before = await rows();
    for (const event of events) {
      const body = JSON.stringify(event);
      expect(await post(body, sign(body))).toMatchObject({
        status: 400,
        body: { code: 'invalid_request', fields: [{ path: 'Stripe-Signature' }] },
      });
    }
    expect(await rows()).toEqual(before);
    expect((await account.usage()).ia_topup_credits).toBe(0);
  });

  it('takes an event that is replayed with its signature for what it is: known, and handled once', async () => {
    const { account, events } = await topupEvents();
    for (const event of events) {
      const body = JSON.stringify(event);
      const header = signature(body, secret());
      expect(await post(body, header)).toMatchObject({ status: 200, body: { received: true, duplicate: false } });
      await stage.deliver(event);
      expect(await post(body, header)).toMatchObject({ status: 200, body: { received: true, duplicate: true } });
    }
    expect((await account.usage()).ia_topup_credits).toBe(100);
    const { ledger } = await stage.state(account.id);
    expect(ledger).toHaveLength(1);
  });

  it('an event for an unknown customer changes nothing, and the operator sees it', async () => {
    const { account, events } = await topupEvents();
    const [event] = events.filter(({ type }) => type === 'payment_intent.succeeded');
    const foreign = structuredClone(event) as StripeEvent;
    foreign.id = 'evt_foreign';
    Object.assign(foreign.data.object, { customer: 'cus_of_somebody_else' });
    const before = await stage.state(account.id);
    await stage.deliver(foreign);
    expect(await stage.state(account.id)).toEqual(before);
    const { body } = await stage.service.client.admin<Report>('GET', '/billing');
    expect(body.events).toMatchObject({
      unknown: 1,
      unknownLast: [{ id: 'evt_foreign', customer: 'cus_of_somebody_else' }],
    });
  });

  it('keeps an event that Stripe did not answer for, and tries again', async () => {
    const { account, events } = await topupEvents();
    const event = events.find(({ type }) => type === 'checkout.session.completed') as StripeEvent;
    const gone = structuredClone(event);
    gone.id = 'evt_of_what_is_gone';
    gone.data.object.id = 'cs_test_gone';
    await expect(stage.deliver(gone)).rejects.toThrow('No such');
    const { body } = await stage.service.client.admin<Report>('GET', '/billing');
    expect(body.events).toMatchObject({ waiting: 1, failing: 1 });
    await stage.service.sql.pool.query('DELETE FROM stripe_events WHERE id = $1', [gone.id]);
    expect((await account.usage()).ia_topup_credits).toBe(0);
  });

  it('refuses what is no JSON, too large, or of another type', async () => {
    expect(await post('{}', signature('{}', secret()).slice(3))).toMatchObject({ status: 400 });
    const large = JSON.stringify({ text: 'x'.repeat(1024 * 1024) });
    expect(await post(large, signature(large, secret()))).toMatchObject({ status: 413, body: { code: 'too_large' } });
    const typed = { body: 'x', headers: { 'content-type': 'text/plain' } };
    expect(await stage.service.client.call('POST', '/api/stripe/webhook', typed)).toMatchObject({ status: 400 });
  });
});

describe('events on their way', () => {
  it('are handled by workers: late, doubled, in any order, and with a Redis that forgets', async () => {
    const stage = await openStage('api,worker,scheduler');
    try {
      const account = await stage.service.client.account();
      stage.standIn.deliveries.manner = { mode: 'send', copies: 3, delayMs: 1_500 };
      await stage.buy(account, 'large');
      await stage.subscribe(account, { plan: 'agency' });
      await stage.service.flushRedis();
      const usage = await until(
        () => account.usage(),
        ({ ia_topup_credits, period_start }) =>
          ia_topup_credits === 2_000 && period_start === new Date(stage.now * 1000).toISOString(),
      );
      expect(usage.plan).toBe('agency');
      const waiting = async () => (await stage.service.client.admin<Report>('GET', '/billing')).body.events.waiting;
      expect(await until(waiting, (count) => count === 0)).toBe(0);
      await stage.service.client.expectSoundBooks();
    } finally {
      await stage.close();
    }
  }, 150_000);
});
