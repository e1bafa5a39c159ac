import { randomUUID } from 'node:crypto';
import { newId } from '../../src/common/ids.js';
import { AttemptEndsService } from '../../src/webhooks/attempt-ends.service.js';
import { claimDeliveries } from '../../src/webhooks/claim.sql.js';
import { relayEvents } from '../../src/webhooks/fan-out.sql.js';
import { BREAKER_OPENS_AT, endpointBreak } from '../../src/webhooks/retries.js';
import { failure, type SendResult } from '../../src/webhooks/sender.service.js';
import { offerTurns, takeTurn } from '../../src/webhooks/turns.sql.js';
import type { AccountClient } from '../support/client.js';
import { untilWaitingForLocks } from '../support/locks.js';
import { startService, type Service } from '../support/service.js';
import { WebhookRows, type NewEndpointAnswer } from '../support/webhook-rows.js';

interface Claimed {
  id: string;
  attempts: number;
  attempts_before: number;
}

const LEASE_SECONDS = 30;
const IN_FLIGHT = 4;
const DELIVERED: SendResult = { ...failure(null), delivered: true, status: 204 };
const answered = (status: number, retryAfter: number | null = null): SendResult => ({
  ...failure(`answered ${status}`),
  status,
  retryAfter,
});

/** What keeps a message from being sent twice at once is in the rows: here nobody sends, the rows alone are looked at. */
describe('turns and claims', () => {
  let service: Service;
  let account: AccountClient;
  let rows: WebhookRows;
  let endpoint: string;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
    rows = new WebhookRows(service.sql);
  });
  beforeEach(async () => {
    await rows.clear();
    account = await service.client.account();
    endpoint = (await account.post<NewEndpointAnswer>('/api/webhooks', { url: 'http://127.0.0.1:9/' })).body.id;
  });
  afterAll(() => service.close());

  const waiting = async (count: number) => {
    await rows.append(account, count);
    await service.sql.run(relayEvents, [count]);
  };
  const take = (owner: string) => service.sql.run(takeTurn, [endpoint, owner, LEASE_SECONDS]);
  const claim = (owner: string, inFlight = 0) =>
    service.sql.run<Claimed>(claimDeliveries, [endpoint, owner, IN_FLIGHT, inFlight, BREAKER_OPENS_AT, LEASE_SECONDS]);
  const end = ({ id, attempts, attempts_before }: Claimed, result: SendResult) =>
    service.app.get(AttemptEndsService).write({
      deliveryId: id,
      attempt: attempts,
      attemptsBefore: attempts_before,
      startedAt: new Date(),
      durationMs: 1,
      result,
    });
  const idsOf = (claimed: Claimed[]) => claimed.map(({ id }) => id).toSorted();

  it('fan an event out once, however many relays look at it', async () => {
    await rows.append(account, 300);
    await Promise.all(Array.from({ length: 8 }, () => service.sql.run(relayEvents, [100])));
    await service.sql.run(relayEvents, [300]);
    expect(await rows.deliveries()).toHaveLength(300);
  });

  it('give an endpoint to one worker, and to nobody else anything of it', async () => {
    await waiting(20);
    const owners = Array.from({ length: 8 }, () => randomUUID());
    const taken = await Promise.all(owners.map(take));
    expect(taken.filter(({ length }) => length > 0)).toHaveLength(1);
    const claimed = await Promise.all(owners.map((owner) => claim(owner)));
    expect(claimed.filter(({ length }) => length > 0)).toHaveLength(1);
    expect(claimed.flat()).toHaveLength(IN_FLIGHT);
    expect(await claim(owners[taken.findIndex(({ length }) => length > 0)] ?? '', IN_FLIGHT)).toEqual([]);
  });

  it('leave what is leased to who leased it, and count each attempt in the row before it is made', async () => {
    await waiting(8);
    const [dead, heir] = [randomUUID(), randomUUID()];
    await take(dead);
    const first = await claim(dead);
    expect(first.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]);
    await service.sql.pool.query(`UPDATE webhook_endpoints SET turn_until = now() - interval '1 second'`);
    await take(heir);
    expect(await claim(dead)).toEqual([]);
    const others = await claim(heir);
    expect(others).toHaveLength(4);
    expect(idsOf(others).filter((id) => idsOf(first).includes(id))).toEqual([]);
    expect(await claim(heir)).toEqual([]);
    await service.sql.pool.query(
      `UPDATE webhook_deliveries SET lease_until = now() - interval '1 second' WHERE id = ANY($1)`,
      [idsOf(first)],
    );
    const again = await claim(heir);
    expect(idsOf(again)).toEqual(idsOf(first));
    expect(again.map(({ attempts }) => attempts)).toEqual([2, 2, 2, 2]);
  });

  it('let an end change nothing once another has the claim', async () => {
    await waiting(1);
    const [slow, heir] = [randomUUID(), randomUUID()];
    await take(slow);
    const [lost] = (await claim(slow)) as [Claimed];
    await rows.skipLeases();
    await take(heir);
    const [held] = (await claim(heir)) as [Claimed];
    await end(lost, DELIVERED);
    expect(await rows.deliveries()).toMatchObject([{ status: 'pending', attempts: 2, under_way: true }]);
    await end(held, answered(500));
    expect(await rows.deliveries()).toMatchObject([{ status: 'pending', attempts: 2, under_way: false }]);
    // An end is written once: what says otherwise about the same attempt comes too late.
    await end(held, DELIVERED);
    expect(await rows.deliveries()).toMatchObject([{ status: 'pending', attempts: 2, response_status: 500 }]);
    const { rows: log } = await service.sql.pool.query('SELECT attempt FROM webhook_attempts');
    expect(log).toEqual([{ attempt: 2 }]);
  });

  it('are not undone by a resend or a replay while an attempt is under way', async () => {
    await waiting(1);
    const owner = randomUUID();
    await take(owner);
    const [held] = (await claim(owner)) as [Claimed];
    expect((await account.post(`/api/deliveries/${held.id}/resend`, {})).status).toBe(202);
    const since = new Date(Date.now() - 60_000).toISOString();
    expect((await account.post(`/api/webhooks/${endpoint}/replay`, { since })).body).toMatchObject({ deliveries: 0 });
    expect(await claim(owner, 1)).toEqual([]);
    await end(held, DELIVERED);
    expect(await rows.deliveries()).toMatchObject([{ status: 'delivered', attempts: 1 }]);
  });

  it('keep the break a receiver asked for, however the messages end that were under way', async () => {
    await waiting(8);
    const owner = randomUUID();
    await take(owner);
    const [asks, fails, succeeds, asksForMore] = (await claim(owner)) as [Claimed, Claimed, Claimed, Claimed];
    await end(asks, answered(429, 120));
    await end(fails, answered(500));
    await end(succeeds, DELIVERED);
    expect((await rows.endpoint(endpoint)).rests).toBeGreaterThan(110);
    await end(asksForMore, answered(503, 600));
    expect((await rows.endpoint(endpoint)).rests).toBeGreaterThan(590);
    expect(endpointBreak(503, 600)).toBe(600);
    expect(await claim(owner)).toEqual([]);
  });

  it('do not take back what the account changed while an attempt was under way', async () => {
    await waiting(2);
    const owner = randomUUID();
    await take(owner);
    const [first, second] = (await claim(owner)) as [Claimed, Claimed];
    await end(first, answered(500));
    await service.sql.pool.query(`UPDATE webhook_endpoints SET failing_since = now() - interval '121 hours'`);
    // The account resumes the endpoint, and its transaction ends after that of the attempt began.
    const client = await service.sql.pool.connect();
    await client.query('BEGIN');
    await client.query('UPDATE webhook_endpoints SET failing_since = NULL, consecutive_failures = 0');
    const ended = end(second, answered(500));
    await untilWaitingForLocks(service.sql.pool, 1);
    await client.query('COMMIT');
    client.release();
    await ended;
    expect(await rows.endpoint(endpoint)).toMatchObject({ disabled_at: null, consecutive_failures: 1 });
  });

  it('go to an account’s endpoints a few at a time, so that hundreds which hang leave room to others', async () => {
    const crowd = await service.client.account();
    const named = Array.from({ length: 100 }, () => newId('whe'));
    await service.sql.pool.query(
      `INSERT INTO webhook_endpoints (id, account_id, url, events, sealed_secret)
       SELECT id, $2, 'http://127.0.0.1:9/' || id, '{}', 'x' FROM unnest($1::text[]) AS id`,
      [named, crowd.id],
    );
    await rows.append(crowd, 1);
    await rows.append(account, 1);
    await service.sql.run(relayEvents, [10]);
    const offer = async () => (await service.sql.run<{ id: string }>(offerTurns, [500, 5, 32])).map(({ id }) => id);
    const first = await offer();
    expect(first).toContain(endpoint);
    expect(first.filter((id) => named.includes(id))).toHaveLength(32);
    expect(await offer()).toEqual([]);
    // Two of them are done: two others have their turn.
    await service.sql.pool.query(`UPDATE webhook_deliveries SET status = 'delivered' WHERE endpoint_id = ANY($1)`, [
      first.slice(0, 3),
    ]);
    await service.sql.pool.query(`UPDATE webhook_endpoints SET turn_until = NULL WHERE id = ANY($1)`, [
      first.slice(0, 3),
    ]);
    const second = await offer();
    expect(second.length).toBe(first.slice(0, 3).filter((id) => named.includes(id)).length);
    expect(second.filter((id) => first.includes(id))).toEqual([]);
  });
});
