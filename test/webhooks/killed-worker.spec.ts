import { SHORT_JOB_LOCKS } from '../support/claims.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver } from '../support/webhook-receiver.js';
import { WebhookRows, type NewEndpointAnswer } from '../support/webhook-rows.js';
import { startWorker, type WorkerProcess } from '../support/role-process.js';

const EVENTS = 60;

/** The api and the scheduler run here, the worker that sends as a process that can be killed. */
describe('a worker that is killed between a message and its commit', () => {
  let service: Service;
  let account: AccountClient;
  let rows: WebhookRows;
  const workers: WorkerProcess[] = [];

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api,scheduler', ...SHORT_JOB_LOCKS } });
    account = await service.client.account();
    rows = new WebhookRows(service.sql);
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    await service.close();
  });

  const startOne = async (): Promise<WorkerProcess> => {
    const worker = await startWorker(service.environment);
    workers.push(worker);
    return worker;
  };

  it('makes a message come again under the same id, and none get lost', async () => {
    let answers = false;
    const receiver = await startReceiver((count) => (response) => {
      // Taken but not answered: as far as the receiver is concerned the message has arrived.
      if (answers || count <= 20) setTimeout(() => response.writeHead(204).end(), 10);
    });
    const { secret } = (await account.post<NewEndpointAnswer>('/api/webhooks', { url: receiver.url })).body;
    const ids = await rows.append(account, EVENTS);
    const first = await startOne();
    await receiver.received(22);
    await first.end('SIGKILL');
    const unanswered = receiver.ids().slice(20);
    answers = true;
    await rows.skipLeases();
    await startOne();
    await until(
      () => rows.deliveries(),
      (found) => found.length === EVENTS && found.every(({ status }) => status === 'delivered'),
    );
    expect(new Set(receiver.ids())).toEqual(new Set(ids));
    for (const id of unanswered) expect(receiver.ids().filter((came) => came === id).length).toBe(2);
    // Each message but those in flight came once; all of them are signed.
    expect(receiver.messages.length).toBeLessThanOrEqual(EVENTS + 8);
    expect(receiver.verified(secret)).toHaveLength(receiver.messages.length);
    expect(receiver.open.most).toBeLessThanOrEqual(8);
    await receiver.close();
  });
});
