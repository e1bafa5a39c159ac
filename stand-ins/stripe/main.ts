/**
 * `npm run stripe`: the stand-in for Stripe, for development (docs/billing.md). It prints the settings with which the
 * service takes it for Stripe. All it knows is gone when it ends.
 *
 *   npm run stripe -- --port 4242 --service http://127.0.0.1:3000
 */
import { parseArgs } from 'node:util';
import { devPrices, devSettings } from './dev-settings.ts';
import { startStripeStandIn } from './server.ts';

const { values: given } = parseArgs({
  options: {
    port: { type: 'string', default: '4242' },
    service: { type: 'string', default: 'http://127.0.0.1:3000' },
  },
});
const settings = devSettings(`http://127.0.0.1:${given.port}`);
const receiver = { url: `${given.service}/api/stripe/webhook`, secret: settings.STRIPE_WEBHOOK_SECRET };
const server = await startStripeStandIn(
  { prices: devPrices(), secretKey: settings.STRIPE_SECRET_KEY, receiver },
  Number(given.port),
);
console.log(
  `The stand-in for Stripe runs at ${server.url}; its events go to ${receiver.url}. Start the service with:\n`,
);
for (const [name, value] of Object.entries(settings)) console.log(`export ${name}=${value}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop());
