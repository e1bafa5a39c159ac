import { getQueueToken } from '@nestjs/bull';
import type { Queue } from 'bull';
import { QUEUES } from '../../src/queue/queues.js';
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
});
