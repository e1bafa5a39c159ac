import type { Logger } from '@nestjs/common';
import type { Job, Queue } from 'bull';
import { errorStack, errorText } from '../common/foreign-text.js';
import { unlessLate } from '../common/time-limit.js';
import type { RedisClient } from '../redis/connect.js';
import type { JobData } from './queues.js';

/** Works on one queue in this process. The room that starts one stops it. */
export class QueueWorker {
  private readonly inHand = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();
  private readonly letGo = new AbortController();

  constructor(
    private readonly queue: Queue<JobData>,
    private readonly run: (id: string) => Promise<void>,
    private readonly logger: Logger,
  ) {}

  /** @param concurrency ids that are worked on at once */
  start(concurrency: number): void {
    // The promise ends with the queue; connection errors arrive at the queue's own listener.
    void this.queue.process(concurrency, (job) => this.work(job)).catch(() => {});
  }

  /**
   * Takes no more ids, from this call on, and waits for those in hand. When `late` is aborted it waits no longer: their jobs
   * are over, and the ids are for other processes. Does not depend on Redis, which may be away.
   */
  async stop(late: AbortSignal): Promise<void> {
    this.stopping.abort();
    void this.pause().catch(() => {});
    await unlessLate(Promise.all(this.inHand), late);
    this.letGo.abort();
  }

  /**
   * Bull cuts off the connection on which it waits for ids. One that is still being made is left alone until then: it brings no
   * ids, and Bull would be in the middle of naming it, which rejects where nobody can catch it.
   */
  private async pause(): Promise<void> {
    const { bclient } = this.queue as Queue<JobData> & { bclient: RedisClient };
    if (bclient.status !== 'ready') await new Promise<unknown>((resolve) => bclient.once('ready', resolve));
    const [localOnly, withoutWaiting] = [true, true];
    await this.queue.pause(localOnly, withoutWaiting);
  }

  private async work(job: Job<JobData>): Promise<void> {
    // Not from its data: Redis may have lost that while it handed the job over.
    const id = String(job.id);
    // Taken just as the worker stopped: its row is still queued, and the rescuer hands it to another process.
    if (this.stopping.signal.aborted) return;
    const done = this.run(id).catch((error: unknown) =>
      this.logger.error(`${this.queue.name} ${id}: ${errorText(error)}`, errorStack(error)),
    );
    this.inHand.add(done);
    void done.finally(() => this.inHand.delete(done));
    await unlessLate(done, this.letGo.signal);
  }
}
