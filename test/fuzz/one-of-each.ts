import { makeBucket, makeJpeg } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { PASSWORD, someAddress, type Person } from '../support/person.js';
import type { Service } from '../support/service.js';
import type { RightBodies } from './nearly-right.js';

/** Something of each kind to name, none of which the calls themselves rest on, and a body that is taken for each call. */
export async function oneOfEach(
  service: Service,
  account: AccountClient,
  person: Person,
): Promise<{ ids: string[]; right: RightBodies }> {
  const bucket = await makeBucket(account);
  const { connection } = bucket;
  const spare = await makeBucket(account);
  await bucket.put('a.jpg', await makeJpeg());
  await bucket.put('keys.csv', Buffer.from('key\na.jpg\n'));
  const batch = await account.submit({ source: { connection, keys: ['a.jpg', 'missing.jpg'] } });
  await account.ended(batch.id);
  const images = await account.images(batch.id);
  const dry = await account.submit({ source: { connection, keys: ['a.jpg'] }, dryRun: true });
  const key = await account.post<{ id: string }>('/api/keys', { name: 'spare' });
  const url = 'http://127.0.0.1:9/';
  const webhook = await account.post<{ id: string }>('/api/webhooks', { url });
  const sent = await account.post<{ delivery: string }>(`/api/webhooks/${webhook.body.id}/test`, {});
  const other = await service.client.account();
  return {
    ids: [
      spare.connection,
      batch.id,
      dry.id,
      ...images.map(({ id }) => id),
      key.body.id,
      webhook.body.id,
      sent.body.delivery,
      other.id,
    ],
    right: {
      'POST /api/batches': {
        source: { connection, keys: ['a.jpg'], include: ['**/*.jpg'] },
        destination: { connection, key: 'made/{name}.{ext}', cacheControl: 'no-cache', overwrite: true },
        compress: { format: 'webp', quality: 80, maxWidth: 100, maxHeight: null, metadata: 'strip' },
        ai: { altText: true, seoRename: false, language: 'en', context: 'a shop' },
        metadata: { release: '42' },
        onInsufficientCredits: 'reject',
        dryRun: false,
      },
      'POST /api/batches/{id}/retry': { reason: ['not_found'] },
      'POST /api/connections': bucket.connectionRequest,
      'POST /api/keys': { name: 'another' },
      'POST /api/webhooks': { url, events: ['batch.completed'], description: 'x' },
      'PATCH /api/webhooks/{id}': { url, events: null, description: null, paused: false },
      'POST /api/webhooks/{id}/replay': { since: '2026-01-01T00:00:00Z', undelivered: true },
      'POST /api/billing/checkout': { plan: 'pro', interval: 'month' },
      'PATCH /api/account': { name: 'Renamed', email: someAddress() },
      'POST /api/account/members': { email: someAddress(), role: 'member' },
      'POST /api/auth/sign-up': { email: someAddress() },
      'POST /api/auth/verify': { token: 'x', name: 'Eve', newPassword: PASSWORD },
      'POST /api/auth/sign-in': { email: person.email, password: PASSWORD, remember: true },
      'POST /api/auth/change-password': { currentPassword: PASSWORD, newPassword: PASSWORD },
      'POST /api/admin/accounts': { name: 'A', email: 'a@example.com', plan: 'pro', anchor: '2026-01-31T00:00:00Z' },
      'PATCH /api/admin/accounts/{id}': { plan: 'agency', at: 'now', suspended: false },
      'POST /api/admin/accounts/{id}/topups': { credits: 10, reference: 'a reference' },
    },
  };
}
