import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { RECEIVED_AT_ONCE, RECEIVED_AT_ONCE_BY_ACCOUNT } from '../../src/compress/limits.js';
import type { AccountClient } from '../support/client.js';
import { compress, makePhoto } from '../support/compress-call.js';
import { startService, type Service } from '../support/service.js';

const BOUNDARY = 'x'.repeat(20);

describe('uploads that never end', () => {
  let service: Service;
  let photo: Buffer;
  const calls: ClientRequest[] = [];

  beforeAll(async () => {
    service = await startService({ plans: { plans: { free: { features: ['api'] } } } });
    photo = await makePhoto();
  });
  afterEach(() => {
    for (const call of calls.splice(0)) call.destroy();
  });
  afterAll(() => service.close());

  /** The beginning of a form whose rest drips, a byte a second. */
  function drip(account: AccountClient) {
    const call = request(`${service.client.url}/api/compress`, {
      method: 'POST',
      agent: false,
      headers: {
        authorization: `Bearer ${account.key}`,
        'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
        'content-length': 400_000_000,
      },
    });
    calls.push(call);
    call.on('error', () => {});
    call.write(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n`);
    call.write(photo.subarray(0, 500));
    const dripping = setInterval(() => call.write('x'), 1_000);
    call.once('close', () => clearInterval(dripping));
    return once(call, 'response').then(([response]) => response as IncomingMessage);
  }

  it('keep no place from an account that has fewer, and are cut off', async () => {
    const accounts = await Promise.all(
      Array.from({ length: RECEIVED_AT_ONCE / RECEIVED_AT_ONCE_BY_ACCOUNT }, () => service.client.account()),
    );
    const began = performance.now();
    const dripping = accounts.flatMap((account) =>
      Array.from({ length: RECEIVED_AT_ONCE_BY_ACCOUNT }, () => drip(account)),
    );
    await sleep(1_000);
    const other = await service.client.account();
    const { status, body } = await compress(service, other, { files: [['a.jpg', photo]] });
    expect({ status, body }).toMatchObject({ status: 200, body: { results: [{ status: 'succeeded' }] } });
    expect(performance.now() - began).toBeLessThan(9_000);
    // One of them has lost its place to that; the others are too slow.
    const statuses = (await Promise.all(dripping)).map(({ statusCode }) => statusCode);
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(statuses.filter((one) => one === 503).length).toBe(1);
    expect(statuses.filter((one) => one === 400).length).toBe(RECEIVED_AT_ONCE - 1);
    await service.client.expectSoundBooks();
  }, 60_000);

  it('of many free accounts keep out none that pays', async () => {
    const crowd = await Promise.all(
      Array.from({ length: RECEIVED_AT_ONCE }, () => service.client.account({ plan: 'free' })),
    );
    const dripping = crowd.map((account) => drip(account));
    await sleep(1_000);
    const send = async (plan: string) =>
      compress(service, await service.client.account({ plan }), { files: [['a.jpg', photo]] });
    // None of them has had its turn.
    expect(await send('free')).toMatchObject({ status: 503, body: { code: 'busy' } });
    expect(await send('agency')).toMatchObject({ status: 200, body: { results: [{ status: 'succeeded' }] } });
    const statuses = (await Promise.all(dripping)).map(({ statusCode }) => statusCode);
    expect(statuses.filter((one) => one === 503).length).toBe(1);
  }, 60_000);

  it('say how fast is fast enough', async () => {
    const response = await drip(await service.client.account());
    const chunks: Buffer[] = [];
    for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
    expect(response.statusCode).toBe(400);
    expect(Buffer.concat(chunks).toString()).toContain('16 kB a second');
  }, 60_000);
});
