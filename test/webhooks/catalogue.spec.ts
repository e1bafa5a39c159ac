import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import sharp from 'sharp';
import { EVENT_TYPES } from '../../src/events/catalogue.js';
import { EVENT_DESCRIPTIONS, messageSchema } from '../../src/events/event-schemas.js';
import { MAX_MESSAGE_BYTES } from '../../src/events/fit-message.js';
import { makeBucket, makeJpeg } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { moveCreditClock } from '../support/credit-clock.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver, type Receiver } from '../support/webhook-receiver.js';
import type { NewEndpointAnswer } from '../support/webhook-rows.js';

interface Described {
  type: keyof typeof EVENT_DESCRIPTIONS;
  description: string;
  schema: object;
  example: { data: object };
}
interface Message {
  type: Described['type'];
  timestamp: string;
  data: Record<string, unknown>;
}

describe('the catalogue of events', () => {
  let service: Service;
  let account: AccountClient;
  let receiver: Receiver;
  let secret: string;
  let catalogue: Described[];
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false });

  beforeAll(async () => {
    // Two images with AI reach the steps of that allowance.
    service = await startService({ plans: { plans: { agency: { ai: 2 } } } });
    account = await service.client.account({ anchor: new Date(Date.now() - 40 * 86_400_000).toISOString() });
    receiver = await startReceiver();
    ({ secret } = (await account.post<NewEndpointAnswer>('/api/webhooks', { url: receiver.url })).body);
    catalogue = (await service.client.call<{ data: Described[] }>('GET', '/api/webhooks/events')).body.data;
  });
  afterAll(async () => {
    await receiver.close();
    await service.close();
  });

  const problemsOf = (message: object, type: string) => {
    const validate = ajv.compile(catalogue.find((entry) => entry.type === type)?.schema ?? false);
    return validate(message) ? [] : validate.errors;
  };
  const told = (type: string, count = 1) =>
    until(
      () => receiver.verified<Message>(secret).filter((message) => message.type === type),
      (messages) => messages.length >= count,
    );

  it('is there for anybody, with every event an endpoint can ask for and the test', () => {
    expect(catalogue.map(({ type }) => type).sort()).toEqual([...EVENT_TYPES, 'webhook.test'].sort());
    for (const { description } of catalogue) expect(description).toMatch(/\.$/);
  });

  it('has examples that are valid and not larger than a message may be', () => {
    for (const { type, example } of catalogue) {
      expect({ type, problems: problemsOf(example, type) }).toEqual({ type, problems: [] });
      expect(messageSchema(type).parse(example)).toEqual(example);
      expect(Buffer.byteLength(JSON.stringify(example))).toBeLessThan(MAX_MESSAGE_BYTES);
    }
  });

  it('is in the OpenAPI document too, with schema and example, as what is posted to a receiver', async () => {
    interface Posted {
      post: { requestBody: { content: Record<string, { schema: object; example: object }> }; responses: object };
    }
    const { body } = await service.client.call<{ openapi: string; webhooks: Record<string, Posted> }>(
      'GET',
      '/api/openapi.json',
    );
    expect(body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(body.webhooks)).toEqual(catalogue.map(({ type }) => type));
    for (const { type, schema, example } of catalogue) {
      expect(body.webhooks[type]?.post.requestBody.content['application/json']).toEqual({ schema, example });
      expect(body.webhooks[type]?.post.responses).toHaveProperty('410');
    }
  });

  it('is in docs/webhooks.md too, every event once', () => {
    const page = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');
    const documented = [...page.matchAll(/^\| `([a-z_.]+)` \|/gm)].map(([, type]) => type);
    for (const { type } of catalogue) expect(documented.filter((name) => name === type)).toEqual([type]);
  });

  it('describes what is really sent, with no field that it does not know', async () => {
    const bucket = await makeBucket(account);
    await bucket.put('a.jpg', await makeJpeg());
    const source = { connection: bucket.connection, keys: ['a.jpg', 'gone.jpg'] };
    const batch = await account.submit({ source, ai: { altText: true }, metadata: { release: '42' } });
    await account.ended(batch.id);
    await account.ended((await account.submit({ source: { connection: bucket.connection, prefix: 'no/' } })).id);
    await account.post(`/api/webhooks/${await endpointId()}/test`, {});
    await account.put('/api/usage/alerts', { percents: [80], topups: 8 });
    await service.client.admin('POST', `/accounts/${account.id}/topups`, { credits: 10, reference: 'cs_1' });
    const reversal = { credits: 4, reference: 're_1', topup: 'cs_1' };
    await service.client.admin('POST', `/accounts/${account.id}/topup-reversals`, reversal);
    const estimated = await account.submit({ source: { connection: bucket.connection, prefix: '' }, dryRun: true });
    await until(
      () => account.batch(estimated.id),
      ({ status }) => status === 'ready',
    );
    await account.post(`/api/batches/${estimated.id}/cancel`, {});
    const gone = await startReceiver(() => 410);
    const { body: other } = await account.post<NewEndpointAnswer>('/api/webhooks', { url: gone.url });
    await account.post(`/api/webhooks/${other.id}/test`, {});
    await told('webhook.disabled');
    await gone.close();
    await moveCreditClock(service.sql, 40);
    for (const { type } of catalogue) await told(type);
    const messages = receiver.verified<Message>(secret);
    for (const message of messages) {
      const { type } = message;
      expect({ type, problems: problemsOf(message, type) }).toEqual({ type, problems: [] });
      expect(messageSchema(type).parse(message)).toEqual(message);
    }
    // Whatever was sent: nothing of it may open anything.
    const sent = JSON.stringify(receiver.messages);
    for (const hidden of [secret, account.key, 'X-Amz-', 'webhookSecret']) expect(sent).not.toContain(hidden);
  });

  it.each([
    ['\u6f22', ['source.include', 'source.exclude']],
    ['\u{1f600}', ['source.prefix', 'source.include']],
  ])(
    'keeps the message of the largest batch in %s under 20 kB and says what it leaves out',
    async (letter, leftOut) => {
      const bucket = await makeBucket(account);
      const units = (count: number) => letter.repeat(Math.floor(count / letter.length));
      const key = `${Array(16)
        .fill(letter.repeat(Math.floor(62 / Buffer.byteLength(letter))))
        .join('/')}.png`;
      const blue = { create: { width: 8, height: 8, channels: 4, background: '#3366aa' } } as const;
      await bucket.put(key, await sharp(blue).png().toBuffer());
      const globs = (n: number) => Array.from({ length: 20 }, (_, index) => `${units(94)}${n}${index}`);
      const largest = {
        source: { connection: bucket.connection, prefix: '\u0001'.repeat(1_024), include: globs(1), exclude: globs(2) },
        destination: { key: `${units(470)}/{path}{name}.{ext}`, cacheControl: 'x'.repeat(200) },
        watermark: { key },
        ai: { altText: true, context: units(500) },
        metadata: Object.fromEntries(Array.from({ length: 4 }, (_, n) => [`k${n}`, units(980)])),
      };
      const { id } = await account.submit(largest);
      await account.ended(id);
      const find = (messages: Message[]) => messages.find(({ data }) => data.id === id);
      const [message] = await until(
        () => [find(receiver.verified<Message>(secret))],
        ([found]) => found !== undefined,
      );
      const body = receiver.messages.find((received) => received.body.includes(id))?.body ?? '';
      expect(Buffer.byteLength(body)).toBeLessThan(MAX_MESSAGE_BYTES);
      expect(message?.data.truncated).toEqual(expect.arrayContaining(leftOut));
      expect(message?.data.metadata).toEqual(largest.metadata);
      expect(problemsOf(message ?? {}, 'batch.failed')).toEqual([]);
    },
  );

  const endpointId = async () => {
    const { body } = await account.get<{ data: { id: string; url: string }[] }>('/api/webhooks');
    return body.data.find(({ url }) => url === receiver.url)?.id;
  };
});
