import type { Customer, PortalSession, Session } from '../../stand-ins/stripe/objects.js';
import type { AccountClient } from '../support/client.js';
import { startService } from '../support/service.js';
import { openStage, type BillingStage } from './support/stage.js';

interface Answer {
  url: string;
  code?: string;
  fields?: { path: string }[];
}

describe('checkout and portal', () => {
  let stage: BillingStage;
  let account: AccountClient;

  beforeAll(async () => {
    stage = await openStage();
  });
  beforeEach(async () => {
    account = await stage.service.client.account();
    stage.standIn.deliveries.takeHeld();
  });
  afterEach(() => stage.service.client.expectSoundBooks());
  afterAll(() => stage.close());

  const buy = (body: unknown) => account.post<Answer>('/api/billing/checkout', body);
  const sessions = () =>
    stage.standIn.store
      .all<Session>('checkout.session')
      .filter(({ client_reference_id: reference }) => reference === account.id);
  const customers = () =>
    stage.standIn.store.all<Customer>('customer').filter(({ metadata }) => metadata.account_id === account.id);

  it('ten callers at once make one customer and one session, and all are sent there', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => buy({ topup: 'small' })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.url)).size).toBe(1);
    expect(customers()).toHaveLength(1);
    expect(sessions()).toHaveLength(1);
    expect(customers()[0]).toMatchObject({ email: 'test@example.com', name: 'Test' });
  });

  it('goes on where a process died: with the customer and the session it had made', async () => {
    const { body: first } = await buy({ topup: 'small' });
    await stage.service.sql.pool.query('UPDATE billing_customers SET customer_id = NULL WHERE account_id = $1', [
      account.id,
    ]);
    await stage.service.sql.pool.query(
      `UPDATE billing_checkouts SET session_id = NULL, url = NULL, status = 'creating' WHERE account_id = $1`,
      [account.id],
    );
    expect((await buy({ topup: 'small' })).body).toEqual(first);
    expect(customers()).toHaveLength(1);
    expect(sessions()).toHaveLength(1);
  });

  it('another purchase is another session, also of the same size once the first is paid', async () => {
    const first = await buy({ topup: 'small' });
    const large = await buy({ topup: 'large' });
    expect(large.body.url).not.toBe(first.body.url);
    stage.standIn.checkouts.pay(sessions()[0]?.id ?? '');
    const second = await buy({ topup: 'small' });
    expect(second.body.url).not.toBe(first.body.url);
    // What was paid was taken in on the way, though no event came.
    expect((await account.usage()).ia_topup_credits).toBe(100);
  });

  it('a plan that is chosen instead of another expires the first session: nobody pays two', async () => {
    await buy({ plan: 'starter' });
    await buy({ plan: 'pro', interval: 'year' });
    expect(sessions().map(({ status }) => status)).toEqual(['expired', 'open']);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'two plans that are chosen at the same moment leave one session to pay, round %i',
    async () => {
      const choices = [{ plan: 'starter' }, { plan: 'agency', interval: 'year' }, { plan: 'pro' }];
      const answers = await Promise.all(choices.map((choice) => buy(choice)));
      const open = sessions().filter(({ status }) => status === 'open');
      expect(open.length).toBeLessThanOrEqual(1);
      // Whoever has no address is told to ask again.
      for (const { status } of answers) expect([200, 503]).toContain(status);
      expect(answers.map(({ body }) => body.url)).toEqual(expect.arrayContaining(open.map(({ url }) => url)));
    },
  );

  it('leaves each change of the plan in the account’s log, once', async () => {
    await stage.subscribe(account, { plan: 'pro' });
    const events = stage.standIn.deliveries.takeHeld();
    for (const event of [...events, ...events]) await stage.deliver(event);
    const { body } = await stage.service.client.admin<{ data: { act: string }[] }>(
      'GET',
      `/accounts/${account.id}/log`,
    );
    expect(body.data.filter(({ act }) => act === 'plan.changed')).toMatchObject([
      { actor: { kind: 'service', id: null }, details: { plan: 'pro', at: 'now' } },
    ]);
  });

  it('with a subscription leads to the portal, to confirm the change', async () => {
    const subscription = await stage.subscribe(account, { plan: 'agency' });
    await stage.deliverAll();
    expect(await buy({ plan: 'agency' })).toMatchObject({
      status: 409,
      body: { code: 'invalid_state', plan: 'agency' },
    });
    const { body } = await buy({ plan: 'pro' });
    const portal = stage.standIn.store.get<PortalSession>('billing_portal.session', body.url.split('/').at(-1) ?? '');
    expect(portal.flow).toMatchObject({
      type: 'subscription_update_confirm',
      subscription_update_confirm: { subscription: subscription.id, items: [{ price: 'price_pro' }] },
    });
  });

  it('POST /api/billing/portal opens the portal', async () => {
    const { status, body } = await account.post<Answer>('/api/billing/portal', undefined);
    expect({ status, url: body.url }).toMatchObject({
      status: 200,
      url: expect.stringContaining('/p/session/') as string,
    });
  });

  it('usage names addresses that lead on to the checkout', async () => {
    const { topups } = await account.usage();
    const { pathname } = new URL(topups.medium ?? '');
    const answer = await fetch(stage.service.client.url + pathname, {
      headers: { authorization: `Bearer ${account.key}` },
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(sessions()[0]?.url);
    expect(await account.get('/api/billing/topups/gigantic')).toMatchObject({ status: 404 });
  });

  it.each([
    [{}, 'plan'],
    [{ plan: 'free' }, 'plan'],
    [{ plan: 'pro', topup: 'small' }, 'plan'],
    [{ topup: 'gigantic' }, 'topup'],
    [{ topup: 'small', interval: 'year' }, 'interval'],
    [{ plan: 'pro', interval: 'week' }, 'interval'],
    [{ plan: 'pro', coupon: 'x' }, 'coupon'],
  ])('400 for %j, naming %s', async (body, path) => {
    expect(await buy(body)).toMatchObject({ status: 400, body: { code: 'invalid_request', fields: [{ path }] } });
  });
});

describe('without Stripe', () => {
  it('billing answers 503, usage names no addresses, and the operator sets plans', async () => {
    const service = await startService({ environment: { ROLE: 'api' } });
    try {
      const account = await service.client.account();
      const refused = { status: 503, body: { code: 'billing_not_configured' } };
      expect(await account.post('/api/billing/checkout', { plan: 'pro' })).toMatchObject(refused);
      expect(await account.post('/api/billing/portal', {})).toMatchObject(refused);
      expect(await account.get('/api/billing/topups/small')).toMatchObject(refused);
      expect(await service.client.call('POST', '/api/stripe/webhook', { body: '{}' })).toMatchObject(refused);
      expect((await account.usage()).topups).toEqual({ small: null, medium: null, large: null });
      expect(await service.client.admin('GET', '/billing')).toMatchObject({ body: { configured: false } });
    } finally {
      await service.close();
    }
  });
});
