import { createLogger } from '../../src/observability/logger.js';
import { QueueService } from '../../src/queue/queue.service.js';
import type { AccountClient } from '../support/client.js';
import { startWorker } from '../support/role-process.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver } from '../support/webhook-receiver.js';
import { WebhookRows } from '../support/webhook-rows.js';

const never = new AbortController().signal;

/** No worker role runs in this process: what works on a queue was started by the test. */
describe('a queue worker', () => {
  let service: Service;
  let queue: QueueService;

  beforeEach(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
    queue = service.app.get(QueueService);
  });
  afterEach(() => service.close());

  it('that is stopped takes nothing more, and the workers of other queues go on', async () => {
    const taken: string[] = [];
    const take = async (id: string) => void taken.push(id);
    const deliveries = queue.work('deliveries', 2, take);
    const billing = queue.work('billing', 2, take);
    await queue.add('deliveries', ['delivery_1']);
    await until(
      () => taken,
      (ids) => ids.includes('delivery_1'),
    );

    await deliveries.stop(never);
    await queue.add('deliveries', ['delivery_2']);
    const later = Array.from({ length: 20 }, (_, index) => `event_${index}`);
    for (const id of later) await queue.add('billing', [id]);
    await until(
      () => taken,
      (ids) => later.every((id) => ids.includes(id)),
    );
    expect(taken).not.toContain('delivery_2');
    await billing.stop(never);
  });

  it('waits for what it has in hand, but not when it is late', async () => {
    const begun: string[] = [];
    let end = () => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    const worker = queue.work('billing', 1, (id) => {
      begun.push(id);
      return ended;
    });
    await queue.add('billing', ['event_of_old']);
    await until(
      () => begun.length,
      (count) => count === 1,
    );
    const late = new AbortController();
    let stopped = false;
    const stop = worker.stop(late.signal).then(() => (stopped = true));
    // An answer from Redis takes longer than a promise that has nothing to wait for.
    await queue.counts();
    expect(stopped).toBe(false);
    late.abort();
    await stop;
    // Its job is over, so that the id can be handed to others.
    await until(
      () => queue.missing('billing', ['event_of_old']),
      (missing) => missing.length === 1,
    );
    end();
  });

  it('logs what a job says when it fails, cut and without addresses', async () => {
    const printed: string[] = [];
    const write = process.stderr.write.bind(process.stderr);
    process.stderr.write = ((text: string | Uint8Array) =>
      printed.push(String(text)) > 0) as typeof process.stderr.write;
    const talkative = createLogger({ ...service.settings, logLevel: 'error' });
    service.app.useLogger(talkative);
    const worker = queue.work('images', 1, (id) =>
      Promise.reject(new Error(`${id} of ada@example.com\nrefused ${'x'.repeat(300_000)}`)),
    );
    try {
      await queue.add('images', ['img_of_words']);
      await until(
        () => printed.join(''),
        (text) => text.includes('img_of_words') && text.includes('    at '),
      );
      expect(printed.join('')).toContain('of [address] refused xxx');
      expect(printed.join('')).not.toContain('ada@');
      expect(printed.join('').length).toBeLessThan(10_000);
    } finally {
      await worker.stop(never);
      service.app.useLogger(createLogger(service.settings));
      process.stderr.write = write;
    }
  });
});

describe('a worker process that is asked to stop while a message is on its way', () => {
  let service: Service;
  let account: AccountClient;
  let rows: WebhookRows;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api,scheduler' } });
    account = await service.client.account();
    rows = new WebhookRows(service.sql);
  });
  afterAll(() => service.close());

  it('waits for the answer and writes it down', async () => {
    const answers: (() => void)[] = [];
    const receiver = await startReceiver(() => (response) => answers.push(() => response.writeHead(204).end()));
    await account.post('/api/webhooks', { url: receiver.url });
    const worker = await startWorker(service.environment);
    try {
      await rows.append(account, 1);
      await receiver.received(1);
      const stopped = worker.end('SIGTERM');
      // More comes while it stops: that is for other workers.
      await rows.append(account, 5);
      await until(
        () => rows.deliveries(),
        (found) => found.length === 6,
      );
      answers.forEach((answer) => answer());
      await stopped;
    } finally {
      await worker.end('SIGKILL');
    }
    const found = await rows.deliveries();
    expect(found.filter(({ status }) => status === 'delivered')).toHaveLength(1);
    expect(found.filter(({ attempts }) => attempts === 0)).toHaveLength(5);
    expect(receiver.messages).toHaveLength(1);
    await receiver.close();
  });
});
