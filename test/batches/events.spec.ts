import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_STREAMS, MAX_STREAMS_OF_ACCOUNT } from '../../src/batches/reading/batch-streams.service.js';
import { makeBucket, makeJpeg } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { openStream, type OpenStream, type StreamEvent } from '../support/event-stream.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startWorker } from '../support/role-process.js';

const of = (events: StreamEvent[], type: string) => events.filter((event) => event.type === type);
const imageKeys = (events: StreamEvent[]) => of(events, 'image').map(({ data }) => String(data.key));

describe('the events of a batch', () => {
  let service: Service;
  let account: AccountClient;
  /** Open from the first moment on a batch where nothing happens. */
  let silent: OpenStream;
  let silentBatch: Awaited<ReturnType<typeof holdBatch>>;

  beforeAll(async () => {
    // The images are worked on in other processes.
    service = await startService({ environment: { ROLE: 'api,scheduler' } });
    account = await service.client.account();
    silentBatch = await holdBatch(service, account, 1);
    silent = (await open(silentBatch.id)).read();
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const open = (id: string, lastEventId?: string) => openStream(service.client, account, id, lastEventId);

  /** Ends `count` more images of a held batch and settles them as one set. */
  async function endSome(batchId: string, count: number): Promise<void> {
    const { rows } = await service.sql.pool.query<{ id: string }>(
      `UPDATE images SET status = 'succeeded', ended_at = now(), lease_until = NULL WHERE id IN
         (SELECT id FROM images WHERE batch_id = $1 AND status = 'processing' ORDER BY id DESC LIMIT $2) RETURNING id`,
      [batchId, count],
    );
    const { SettleService } = await import('../../src/batches/settlement/settle.service.js');
    await service.app.get(SettleService).settle(batchId);
    expect(rows.length).toBe(count);
  }

  /** Counts how often streams read images of a batch. */
  function countLooks() {
    const { pool } = service.sql;
    const query = pool.query.bind(pool) as (...given: unknown[]) => unknown;
    const looks = new Map<unknown, number>();
    const counting = (...given: unknown[]) => {
      const { name, values } = given[0] as { name?: string; values?: unknown[] };
      if (name === 'batches.settled-after') looks.set(values?.[0], (looks.get(values?.[0]) ?? 0) + 1);
      return query(...given);
    };
    Object.assign(pool, { query: counting });
    return { of: (batchId: string) => looks.get(batchId) ?? 0, stop: () => Object.assign(pool, { query }) };
  }

  it('tells of each image that ended, of progress, and of the end', async () => {
    const worker = await startWorker(service.environment);
    const bucket = await makeBucket(account);
    const keys = Array.from({ length: 60 }, (_, n) => `${String(n).padStart(2, '0')}.jpg`);
    for (const key of keys.slice(1)) await bucket.put(key, await makeJpeg(400, 300));
    const { id } = await account.submit({ source: { connection: bucket.connection, keys } });
    const stream = (await open(id)).read();
    expect(stream.status).toBe(200);
    expect(stream.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8' });
    const events = await stream.all();
    const batch = await account.batch(id);
    expect(imageKeys(events).sort()).toEqual(keys);
    const images = new Map((await account.images(id)).map((image) => [image.id, image]));
    for (const { data } of of(events, 'image')) expect(data).toEqual(images.get(String(data.id)));
    const progress = of(events, 'progress');
    expect(progress[0]?.data).toMatchObject({ id, images: { total: 60 } });
    expect(progress.length).toBeGreaterThan(0);
    expect(events.at(-1)).toMatchObject({ type: 'end', id: 'end', data: batch });
    expect(of(events, 'end').length).toBe(1);
    await worker.end('SIGTERM');
  });

  it('goes on where a connection was lost, without a gap and without a repeat', async () => {
    const batch = await holdBatch(service, account, 40);
    await endSome(batch.id, 7);
    const seen: string[] = [];
    let last: string | undefined;
    for (const count of [5, 3, 12]) {
      const stream = (await open(batch.id, last)).read();
      await endSome(batch.id, count);
      const wanted = seen.length + (last ? count : 7 + count);
      await until(
        () => seen.length + imageKeys(stream.events()).length,
        (length) => length === wanted,
      );
      stream.drop();
      const events = stream.events();
      // As if it had broken in the middle: an event that was not seen comes again.
      const cut = events.slice(
        0,
        events.findLastIndex(({ type }) => type === 'image'),
      );
      seen.push(...imageKeys(cut));
      last = cut.at(-1)?.id ?? last;
      await endSome(batch.id, 1);
      const rest = (await open(batch.id, last)).read();
      await until(
        () => seen.length + imageKeys(rest.events()).length,
        (length) => length === wanted + 1,
      );
      rest.drop();
      seen.push(...imageKeys(rest.events()));
      last = rest.events().at(-1)?.id;
    }
    await batch.end(40);
    const events = await (await open(batch.id, last)).read().all();
    seen.push(...imageKeys(events));
    expect(new Set(seen).size).toBe(40);
    expect(seen.length).toBe(40);
    expect((await open(batch.id, events.at(-1)?.id)).status).toBe(204);
  });

  it('orders sets by their commit even when the clock goes back', async () => {
    const batch = await holdBatch(service, account, 6);
    await endSome(batch.id, 1);
    await service.sql.pool.query(`UPDATE batches SET settled_to = settled_to + interval '1 hour' WHERE id = $1`, [
      batch.id,
    ]);
    await endSome(batch.id, 2);
    const stream = (await open(batch.id)).read();
    await until(
      () => imageKeys(stream.events()).length,
      (length) => length === 3,
    );
    await endSome(batch.id, 1);
    await endSome(batch.id, 2);
    expect(imageKeys(await stream.all()).length).toBe(6);
  });

  it('shows the progress only when it changed, at most twice a second', async () => {
    const batch = await holdBatch(service, account, 30);
    const looks = countLooks();
    const stream = (await open(batch.id)).read();
    await until(
      () => looks.of(batch.id),
      (count) => count > 3,
    );
    expect(of(stream.events(), 'progress').length).toBe(1);
    looks.stop();
    const began = Date.now();
    for (let n = 0; n < 20; n += 1) {
      await endSome(batch.id, 1);
      await sleep(60);
    }
    const seconds = (Date.now() - began) / 1000;
    const shown = of(stream.events(), 'progress').length - 1;
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThanOrEqual(2 * seconds + 1);
    await batch.end(30);
    await stream.all();
  });

  it('replays a large batch that ended long ago, in pages', async () => {
    const batch = await holdBatch(service, account, 1_234);
    await batch.end(1_000);
    const events = await (await open(batch.id)).read().all();
    expect(new Set(imageKeys(events)).size).toBe(1_234);
    expect(of(events, 'image').length).toBe(1_234);
    expect(events.at(-1)).toMatchObject({ type: 'end', data: { images: { succeeded: 1_000, failed: 234 } } });
  });

  it('tells of images that were skipped or canceled too', async () => {
    const bucket = await makeBucket(account);
    const { id } = await account.submit({ source: { connection: bucket.connection, keys: ['a.jpg', 'b.jpg'] } });
    await account.post(`/api/batches/${id}/cancel`, undefined);
    const events = await (await open(id)).read().all();
    expect(of(events, 'image').map(({ data }) => data.status)).toEqual(['canceled', 'canceled']);
    expect(events.at(-1)).toMatchObject({ type: 'end', data: { status: 'canceled' } });
  });

  it('reads no further than a slow client takes', async () => {
    const batch = await holdBatch(service, account, 6_000);
    await service.sql.pool.query(`UPDATE images SET etag = repeat('x', 2000) WHERE batch_id = $1`, [batch.id]);
    await batch.end(6_000);
    const looks = countLooks();
    const stream = await open(batch.id);
    // Another client has taken all of it by then, which are 60 pages, 15 MB.
    expect(of(await (await open(batch.id)).read().all(), 'image').length).toBe(6_000);
    // Two megabytes of buffers in the sockets between, and a page or two.
    expect(looks.of(batch.id) - 61).toBeLessThan(45);
    looks.stop();
    const events = await stream.read().all();
    expect(of(events, 'image').length).toBe(6_000);
  });

  it('refuses what it does not know', async () => {
    const batch = await holdBatch(service, account, 1);
    const path = `/api/batches/${batch.id}/events`;
    const stranger = await service.client.account();
    expect(await stranger.get(path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await account.get('/api/batches/bat_unknown/events')).status).toBe(404);
    expect(await account.get(path, { 'last-event-id': 'yesterday' })).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'Last-Event-ID' }] },
    });
    await batch.end(1);
  });

  it('has room for so many streams of an account, and says when to come back', async () => {
    const batch = await holdBatch(service, account, 1);
    const isOpen = ({ status }: OpenStream) => status === 200;
    const free = MAX_STREAMS_OF_ACCOUNT - (silent.ended ? 0 : 1);
    const streams: OpenStream[] = [];
    // Streams of other tests may not have ended yet.
    while (streams.length < free) streams.push(await until(() => open(batch.id), isOpen));
    const refused = await account.get(`/api/batches/${batch.id}/events`);
    expect(refused).toMatchObject({ status: 503, body: { code: 'busy' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);

    for (const stream of streams) stream.drop();
    const next = await until(() => open(batch.id), isOpen);
    next.read();
    await batch.end(1);
    expect((await next.all()).at(-1)?.type).toBe('end');
  });

  it('takes the place for an account with fewer streams from the one that has the most', async () => {
    const taken = silent.ended ? 0 : 1;
    const crowd: OpenStream[] = [];
    const held: Awaited<ReturnType<typeof holdBatch>>[] = [];
    while (crowd.length < MAX_STREAMS - taken) {
      const other = await service.client.account();
      const theirs = await holdBatch(service, other, 1);
      held.push(theirs);
      for (let own = 0; own < MAX_STREAMS_OF_ACCOUNT && crowd.length < MAX_STREAMS - taken; own += 1) {
        const stream = await until(
          () => openStream(service.client, other, theirs.id),
          ({ status }) => status === 200,
        );
        crowd.push(stream.read());
      }
    }
    const late = await service.client.account();
    const lateBatch = await holdBatch(service, late, 1);
    const given = await openStream(service.client, late, lateBatch.id);
    expect(given.read().status).toBe(200);
    await until(
      () => crowd[0]?.ended,
      (ended) => ended === true,
    );
    expect(crowd.filter(({ ended }) => ended).length).toBe(1);
    for (const stream of crowd) stream.drop();
    await Promise.all([...held, lateBatch].map((one) => one.end(1)));
    expect((await given.all()).at(-1)?.type).toBe('end');
  });

  it('keeps a silent stream alive, and closes it when the process stops', async () => {
    await until(
      () => silent.text,
      (text) => /^:$/m.test(text),
    );
    expect(silent.events().map(({ type }) => type)).toEqual(['progress']);
    await silentBatch.end(0);
    expect((await silent.all()).at(-1)?.type).toBe('end');
  });
});

it('a process that stops ends its streams, also those that nobody reads', async () => {
  const service = await startService({ environment: { ROLE: 'api' } });
  const account = await service.client.account();
  const idle = await holdBatch(service, account, 1);
  const large = await holdBatch(service, account, 5_000);
  await service.sql.pool.query(`UPDATE images SET etag = repeat('x', 2000) WHERE batch_id = $1`, [large.id]);
  await large.end(5_000);
  const reading = (await openStream(service.client, account, idle.id)).read();
  const stuck = await openStream(service.client, account, large.id);
  // When another client has taken all of it, the one that reads nothing has all that fits in between.
  await (await openStream(service.client, account, large.id)).read().all();
  await service.close();
  expect((await reading.all()).map(({ type }) => type)).toEqual(['progress']);
  stuck.drop();
});
