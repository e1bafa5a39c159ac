import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { devSettings } from '../../stand-ins/stripe/dev-settings.js';
import { tableRows } from '../support/markdown.js';
import { startService } from '../support/service.js';
import { until } from '../support/until.js';

/** With billing, whose queue is worked on only then. Nothing is asked of Stripe. */
const BILLING = devSettings('http://127.0.0.1:1');

const page = readFileSync(new URL('../../docs/servers.md', import.meta.url), 'utf8');
const documented = tableRows(page, 'role').map(
  ([role = '', redis = '']) => [role, Number.parseInt(redis, 10)] as const,
);

it('are documented for each role', () => {
  expect(documented.map(([role]) => role)).toEqual(['api', 'worker', 'scheduler', 'all three']);
});

it.each(documented)('connections to Redis of a process: %s', async (role, expected) => {
  const ROLE = role === 'all three' ? 'api,worker,scheduler' : role;
  const service = await startService({ environment: { ROLE, ...BILLING } });
  const redis = new Redis(service.environment.REDIS_URL ?? '');
  const db = new URL(service.environment.REDIS_URL ?? '').pathname.slice(1);
  const own = `id=${await redis.client('ID')} `;
  const count = async () => {
    const clients = String(await redis.client('LIST')).split('\n');
    return clients.filter((client) => client.includes(` db=${db || 0} `) && !client.startsWith(own)).length;
  };
  await until(count, (open) => open >= expected);
  // What comes with the first call and the first metrics has come by now.
  await service.client.admin('GET', '/accounts');
  await fetch(`${service.client.url}/metrics`, {
    headers: { authorization: `Bearer ${service.settings.metricsToken}` },
  });
  expect(await count()).toBe(expected);
  redis.disconnect();
  await service.close();
});
