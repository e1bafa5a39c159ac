import { devPrices, devSettings } from '../../stand-ins/stripe/dev-settings.js';
import { startStripeStandIn } from '../../stand-ins/stripe/server.js';
import { until } from '../support/until.js';
import { Stage } from './support/stage.js';

const settings = devSettings('');
let stripe: Awaited<ReturnType<typeof startStripeStandIn>>;
let stage: Stage;
beforeAll(async () => {
  stripe = await startStripeStandIn({ prices: devPrices(), secretKey: settings.STRIPE_SECRET_KEY });
  stage = await Stage.open({ environment: devSettings(stripe.url) });
  const url = `${stage.service.client.url}/api/stripe/webhook`;
  stripe.standIn.deliveries.receiver = { url, secret: settings.STRIPE_WEBHOOK_SECRET };
});
afterAll(async () => {
  await stage.close();
  await stripe.stop();
});

describe('billing', () => {
  it('leads to Stripe and back: a plan, a top-up, payments and invoices', async () => {
    const { person, visitor } = await stage.customer('free');
    const { page } = visitor;
    /** Pays what Stripe's page asks for, and comes back as its redirect would. */
    const pay = async () => {
      await page.waitForURL(/\/c\/pay\/\w+$/);
      stripe.standIn.checkouts.pay(page.url().split('/').at(-1) ?? '');
    };
    await visitor.go('/billing');
    await visitor.sees('Current plan');
    await visitor.expectAccessible();
    await visitor.click('Choose Pro');
    await visitor.sees('Pro begins at once');
    await visitor.sees('Stripe charges $29.00 now');
    await visitor.expectAccessible();
    await visitor.click('Continue to Stripe');
    await pay();
    await until(
      () => person.account(),
      ({ plan }) => plan === 'pro',
    );
    await visitor.go('/?checkout=done');
    await visitor.sees('Thank you. The payment is being confirmed');
    await visitor.sees(/^Pro plan\. Resets in \d+ days/);

    await visitor.go('/billing');
    await visitor.click('Buy small top-up');
    await pay();
    const usage = () => person.call<{ ia_topup_credits: number }>('GET', '/api/usage');
    await until(usage, ({ body }) => body.ia_topup_credits === 100);
    await visitor.go('/?checkout=canceled');
    await visitor.sees('Nothing was bought');
    await visitor.go('/billing');
    await visitor.sees('AI, top-up');
    await visitor.click('Open payments and invoices');
    await visitor.sees('Subscription to price_pro: active');
    await visitor.go('/billing');
    await visitor.click('Choose Starter');
    await visitor.sees('Your plan stays as it is until');
    await visitor.sees('There is no refund');
    await visitor.click('Cancel');
    await visitor.click('Choose Agency');
    await visitor.sees('Agency begins at once');
    await visitor.click('Continue to Stripe');
    await visitor.sees('Change to price_agency');
    await visitor.leave();
  });
});
