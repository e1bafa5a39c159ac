import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/app.js';
import { readSettings } from '../../src/config/settings.js';
import { MAX_DOWNLOADS_OF_ACCOUNT } from '../../src/accounts/downloads.service.js';
import { StandingService } from '../../src/accounts/standing.service.js';
import { makeBucket } from '../support/bucket.js';
import { AccountClient } from '../support/client.js';
import { compress, makePhoto } from '../support/compress-call.js';
import { openStream } from '../support/event-stream.js';
import { holdBatch } from '../support/held-batch.js';
import { makePerson } from '../support/person.js';
import { putPictures } from '../support/pictures.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

/** A look twice a second, a read, and a busy machine. */
const SOON_MS = 2_500;

interface NewKey {
  id: string;
  key: string;
}

describe('what is taken away', () => {
  let service: Service;
  /** Another process of the API, as far as they know of each other. */
  let elsewhere: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    service = await startService();
    elsewhere = await createApp(readSettings({ ...service.environment, ROLE: 'api' }));
    await elsewhere.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(elsewhere.getHttpServer().address() as { port: number }).port}`;
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(async () => {
    await elsewhere.close();
    await service.close();
  });

  const suspend = (account: { id: string }, suspended = true) =>
    service.client.admin('PATCH', `/accounts/${account.id}`, { suspended });

  /** Streams in both processes, and how long they last from now on. */
  async function streams(caller: { key: string } | { cookie: string }, batchId: string) {
    const open = await Promise.all([openStream(service.client, caller, batchId), openStream({ url }, caller, batchId)]);
    for (const stream of open) expect(stream.read().status).toBe(200);
    await until(
      () => open.every(({ text }) => text.includes('progress')),
      (told) => told,
    );
    return async () => {
      const began = performance.now();
      await Promise.all(open.map((stream) => stream.all(10)));
      return performance.now() - began;
    };
  }

  it.each([
    ['is deleted', (account: AccountClient, { id }: NewKey) => account.delete(`/api/keys/${id}`)],
    ['is rolled', (account: AccountClient, { id }: NewKey) => account.post(`/api/keys/${id}/roll`, {})],
    [
      'has ended',
      async (account: AccountClient, { id }: NewKey) => {
        await service.sql.pool.query('UPDATE api_keys SET expires_at = now() WHERE id = $1', [id]);
        return account.get('/api/keys');
      },
    ],
    ['belongs to an account that is suspended', (account: AccountClient) => suspend(account)],
  ])('the streams of a key that %s end in every process', async (_, take) => {
    const account = await service.client.account();
    const batch = await holdBatch(service, account, 1);
    const made = (await account.post<NewKey>('/api/keys', { name: 'second' })).body;
    const last = await streams(made, batch.id);
    expect([200, 201, 204]).toContain((await take(account, made)).status);
    expect(await last()).toBeLessThan(SOON_MS);
    await batch.end(1);
  });

  it('the streams of others go on', async () => {
    const account = await service.client.account();
    const batch = await holdBatch(service, account, 1);
    const made = (await account.post<NewKey>('/api/keys', { name: 'second' })).body;
    const other = await openStream({ url }, account, batch.id);
    await account.delete(`/api/keys/${made.id}`);
    await sleep(1_500);
    expect(other.read().ended).toBe(false);
    await batch.end(1);
    expect((await other.all()).at(-1)?.type).toBe('end');
  });

  it('the streams of a session that ended, and of a member who was removed, end', async () => {
    const owner = await makePerson(service);
    const account = await owner.account();
    const batch = await holdBatch(service, new AccountClient(service.client, account.id, ''), 1);
    const member = await makePerson(service);
    await owner.call('POST', '/api/account/members', { email: member.email });
    await member.accept();
    const removed = await streams({ cookie: member.cookie }, batch.id);
    const signedOut = await streams({ cookie: owner.cookie }, batch.id);
    const { body } = await owner.call<{ data: { id: string; email: string }[] }>('GET', '/api/account/members');
    const id = body.data.find(({ email }) => email === member.email)?.id;
    expect((await owner.call('DELETE', `/api/account/members/${id}`)).status).toBe(204);
    expect(await removed()).toBeLessThan(SOON_MS);
    expect((await owner.call('POST', '/api/auth/sign-out')).status).toBe(204);
    expect(await signedOut()).toBeLessThan(SOON_MS);
    await batch.end(1);
  });

  it('a report breaks off', async () => {
    const account = await service.client.account();
    const batch = await holdBatch(service, account, 20_000);
    await service.sql.pool.query(`UPDATE images SET alt_text = repeat('x', 2000) WHERE batch_id = $1`, [batch.id]);
    const headers = { authorization: `Bearer ${account.key}` };
    const call = request(`${url}/api/batches/${batch.id}/report.jsonl`, { headers, agent: false }).end();
    const [response] = await once(call, 'response');
    let bytes = 0;
    response.on('data', (chunk: Buffer) => (bytes += chunk.length));
    response.on('error', () => {});
    response.pause();
    await suspend(account);
    await sleep(SOON_MS);
    response.resume();
    await new Promise((resolve) => response.once('close', resolve));
    expect(response.complete).toBe(false);
    expect(bytes).toBeLessThan(40_000_000);
    await suspend(account, false);
    await batch.end(0);
  });

  it('reports that nobody reads leave room for those of others', async () => {
    const account = await service.client.account();
    const batch = await holdBatch(service, account, 5_000);
    await service.sql.pool.query(`UPDATE images SET alt_text = repeat('x', 2000) WHERE batch_id = $1`, [batch.id]);
    const unread = async () => {
      const headers = { authorization: `Bearer ${account.key}` };
      const call = request(`${url}/api/batches/${batch.id}/report.csv`, { headers, agent: false }).end();
      const [response] = await once(call, 'response');
      response.pause();
      response.on('error', () => {});
      return { status: response.statusCode as number, drop: () => response.destroy() };
    };
    const held = await Promise.all(Array.from({ length: MAX_DOWNLOADS_OF_ACCOUNT }, unread));
    expect(held.map(({ status }) => status)).toEqual(held.map(() => 200));
    const refused = await unread();
    expect(refused.status).toBe(503);
    for (const one of [...held, refused]) one.drop();
    const again = await until(unread, ({ status }) => status === 200);
    again.drop();
    await batch.end(0);
  });

  it('an upload under way ends with 401, and makes no batch', async () => {
    const account = await service.client.account();
    const boundary = 'x'.repeat(20);
    const call = request(`${url}/api/compress`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${account.key}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'content-length': 10_000_000,
      },
    });
    call.on('error', () => {});
    const answered = once(call, 'response');
    call.write(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n`);
    call.write(await makePhoto());
    await sleep(300);
    const began = performance.now();
    await suspend(account);
    const [{ statusCode }] = await answered;
    expect(statusCode).toBe(401);
    expect(performance.now() - began).toBeLessThan(SOON_MS);
    call.destroy();
    await suspend(account, false);
    expect((await account.get<{ data: [] }>('/api/batches')).body.data).toEqual([]);
  });

  it('a body that takes longer than its key lasts is not acted on', async () => {
    const account = await service.client.account();
    const { id, key } = (await account.post<NewKey>('/api/keys', { name: 'second' })).body;
    const body = JSON.stringify({ name: 'third' });
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'content-length': body.length,
    };
    const call = request(`${url}/api/keys`, { method: 'POST', headers });
    const answered = once(call, 'response');
    call.write(body.slice(0, 5));
    await sleep(700);
    await account.delete(`/api/keys/${id}`);
    call.end(body.slice(5));
    const [{ statusCode }] = await answered;
    expect(statusCode).toBe(401);
    expect((await account.get<{ data: object[] }>('/api/keys')).body.data.length).toBe(1);
  });

  it('a deleted connection signs no links and reads nothing, in processes that have it open', async () => {
    const account = await service.client.account();
    const bucket = await makeBucket(account);
    const [key = ''] = await putPictures(bucket, 'links', 1);
    const { id } = await account.submit({ source: { connection: bucket.connection, keys: [key] } });
    await account.ended(id);
    const [image] = await account.images(id);
    const link = (base: string, what: string) =>
      fetch(`${base}/api/images/${image?.id}/${what}`, {
        redirect: 'manual',
        headers: { authorization: `Bearer ${account.key}` },
      });
    for (const base of [service.client.url, url]) {
      expect((await link(base, 'source')).status).toBe(302);
      expect((await link(base, 'result')).status).toBe(302);
    }
    expect((await account.delete(`/api/connections/${bucket.connection}`)).status).toBe(204);
    await sleep(600);
    for (const base of [service.client.url, url]) {
      expect((await link(base, 'source')).status).toBe(404);
      expect((await link(base, 'result')).status).toBe(404);
    }
  });

  it('batches of a suspended account are canceled, and do not go on with it', async () => {
    const account = await service.client.account();
    const bucket = await makeBucket(account);
    await putPictures(bucket, 'stopped', 40);
    const source = { connection: bucket.connection, prefix: 'stopped/' };
    const { id } = await account.submit({ source });
    await until(
      () => account.batch(id),
      ({ images }) => images.succeeded > 0,
    );
    await suspend(account);
    await until(
      async () => (await service.sql.pool.query('SELECT status FROM batches WHERE id = $1', [id])).rows[0]?.status,
      (status) => status === 'canceled',
    );
    await suspend(account, false);
    const { images, credits } = await account.batch(id);
    expect(images).toMatchObject({ total: 40, canceled: 40 - images.succeeded });
    expect(credits.compression).toEqual({ reserved: 40, used: images.succeeded, refunded: images.canceled });
  });

  it('the results of a session are packed no further', async () => {
    const account = await service.client.account();
    const photo = await makePhoto(1_600, 1_200);
    const files = Array.from({ length: 8 }, (_, index) => [`${index}.jpg`, photo] as [string, Buffer]);
    await compress(service, account, { files, fields: { sessionId: 'packed', format: 'png' } });
    const headers = { authorization: `Bearer ${account.key}` };
    const call = request(`${url}/api/compress/archive?sessionId=packed`, { headers, agent: false }).end();
    const [response] = await once(call, 'response');
    response.pause();
    response.on('error', () => {});
    await suspend(account);
    await sleep(SOON_MS);
    response.resume();
    await new Promise((resolve) => response.once('close', resolve));
    expect(response.complete).toBe(false);
    await suspend(account, false);
  });

  it('is looked at for nobody when nothing is open', async () => {
    const { watched } = elsewhere.get(StandingService, { strict: false }) as unknown as {
      watched: Map<object, object>;
    };
    await until(
      () => watched.size,
      (size) => size === 0,
    );
  });
});
