import { QueueService } from '../../src/queue/queue.service.js';
import { RelayService } from '../../src/webhooks/relay.service.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver } from '../support/webhook-receiver.js';
import { WebhookRows, type NewEndpointAnswer } from '../support/webhook-rows.js';
import { startWorker, type WorkerProcess } from '../support/role-process.js';

const ENDPOINTS = 10;
const EVENTS = 100;
const ALL = ENDPOINTS * EVENTS;

/** The api and the scheduler run here; those that send are processes of their own. */
describe('a thousand deliveries and several workers', () => {
  let service: Service;
  let account: AccountClient;
  let rows: WebhookRows;
  const workers: WorkerProcess[] = [];

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api,scheduler' } });
    account = await service.client.account();
    rows = new WebhookRows(service.sql);
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    await service.close();
  });

  it('all arrive, once each and four at a time, though Redis is flushed while they wait and while they are sent', async () => {
    const receivers = await Promise.all(
      Array.from({ length: ENDPOINTS }, () =>
        startReceiver(() => (response) => setTimeout(() => response.writeHead(204).end(), 15)),
      ),
    );
    const endpoints: string[] = [];
    for (const { url } of receivers) {
      endpoints.push((await account.post<NewEndpointAnswer>('/api/webhooks', { url })).body.id);
    }
    const ids = await rows.append(account, EVENTS);
    const queue = service.app.get(QueueService);
    const notInRedis = () => queue.missing('deliveries', endpoints);
    await until(notInRedis, (missing) => missing.length === 0);
    expect(await rows.deliveries()).toHaveLength(ALL);
    await service.flushRedis();
    expect(await notInRedis()).toHaveLength(ENDPOINTS);

    workers.push(...(await Promise.all([1, 2, 3].map(() => startWorker(service.environment)))));
    const came = () => receivers.reduce((sum, { messages }) => sum + messages.length, 0);
    await until(came, (count) => count > 50);
    await service.flushRedis();
    // Whoever looks for what is due may do so at any time and as often as it likes.
    const relay = service.app.get(RelayService);
    for (let round = 0; round < 20; round += 1) await Promise.all([relay.relay(), relay.relay()]);
    await until(
      () => rows.deliveries(),
      (found) => found.every(({ status }) => status === 'delivered'),
      45,
    );
    expect(came()).toBe(ALL);
    for (const receiver of receivers) {
      expect(receiver.ids().toSorted()).toEqual(ids);
      expect(receiver.open.most).toBeGreaterThan(1);
      expect(receiver.open.most).toBeLessThanOrEqual(4);
    }
    await Promise.all(receivers.map((receiver) => receiver.close()));
  });
});
