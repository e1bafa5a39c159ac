import { once } from 'node:events';
import { connect } from 'node:net';
import { getQueueToken } from '@nestjs/bull';
import type { Queue } from 'bull';
import { QUEUES } from '../../src/queue/queues.js';
import { freePort } from '../../src/dev/free-port.js';
import { startRole } from '../support/role-process.js';
import { startService } from '../support/service.js';

const LIMIT_MS = 10_000;

describe('a process that is asked to stop', () => {
  it('does not wait for a queue whose close never ends', async () => {
    const service = await startService();
    // As Bull's does when Redis goes away between two of its steps. All that it holds is closed, so that Jest can exit.
    const queue = service.app.get<Queue>(getQueueToken(QUEUES.images));
    const close = queue.close.bind(queue);
    let letGo = () => {};
    const stuck = new Promise<void>((resolve) => (letGo = resolve));
    queue.close = () => close().then(() => stuck);
    const stopped = service.close();
    const late = new Promise((resolve) => setTimeout(resolve, LIMIT_MS, 'late').unref());
    try {
      expect(await Promise.race([stopped.then(() => 'stopped'), late])).toBe('stopped');
    } finally {
      letGo();
      await stopped;
    }
  });

  it('cuts off a request whose body never ends, in time to end well', async () => {
    const service = await startService({ environment: { ROLE: 'scheduler' } });
    const port = await freePort();
    const stop = { STOP_SECONDS: '10', STOP_DELAY_SECONDS: '0' };
    const api = await startRole('api', { ...service.environment, ...stop, PORT: String(port) });
    const stalled = connect(port, '127.0.0.1').on('error', () => {});
    await once(stalled, 'connect');
    stalled.write(
      'POST /api/batches HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{',
    );
    // What came before this answer has arrived.
    await fetch(`http://127.0.0.1:${port}/health/live`);
    expect(await api.end('SIGTERM')).toBe(0);
    await service.close();
  });
});
