import { InjectQueue } from '@nestjs/bull';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Job, JobCounts, JobOptions, Queue } from 'bull';
import { unlessLate } from '../common/time-limit.js';
import { QueueConnections } from './queue-connections.js';
import { JOB_OPTIONS, QUEUES, type JobData, type QueueName } from './queues.js';

/**
 * A worker that takes a job in the moment Redis loses everything leaves a hash under the job's key that is in no list and
 * carries no data. Bull takes it for the job and would drop the id for ever. KEYS[1] the job.
 */
const DROP_REMAINS = `
  if redis.call('EXISTS', KEYS[1]) == 1 and redis.call('HEXISTS', KEYS[1], 'data') == 0 then
    redis.call('DEL', KEYS[1])
  end`;

const CLOSE_LIMIT_MS = 2_000;

/** The only door to Bull: adding ids, asking which are held, and working on them. */
@Injectable()
export class QueueService implements OnApplicationShutdown {
  private readonly logger = new Logger('queue');
  private readonly queues: Record<QueueName, Queue<JobData>>;
  private readonly worked = new Set<Queue<JobData>>();
  private readonly inHand = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();
  private readonly letGo = new AbortController();

  constructor(
    @InjectQueue(QUEUES.expand) expand: Queue<JobData>,
    @InjectQueue(QUEUES.images) images: Queue<JobData>,
    @InjectQueue(QUEUES.deliveries) deliveries: Queue<JobData>,
    @InjectQueue(QUEUES.billing) billing: Queue<JobData>,
    private readonly connections: QueueConnections,
  ) {
    this.queues = { expand, images, deliveries, billing };
    // Redis that is away or was flushed shows up here; the rows are dispatched again when it is back.
    for (const [name, queue] of Object.entries(this.queues)) {
      queue.on('error', (error) => this.logger.warn(`${name}: ${error.message}`));
      // @nestjs/bull lets Nest wait for Bull to close, which never ends when Redis goes in the middle of it. It is closed below.
      Object.assign(queue, { onApplicationShutdown: undefined });
    }
  }

  /** Hands ids to the workers. Each id is its job's id: adding one that is held already changes nothing. */
  async add(name: QueueName, ids: string[]): Promise<void> {
    const opts = (id: string) => ({ ...JOB_OPTIONS, jobId: id });
    await this.addJobs(
      name,
      ids.map((id) => ({ data: { id }, opts: opts(id) })),
    );
  }

  /**
   * As `add`, for a queue whose workers take the lowest rank first; 0 goes before all others. Every id of such a queue needs
   * one: Bull takes those without after all that have one, also after those that come later.
   */
  async addRanked(name: QueueName, jobs: { id: string; rank: number }[]): Promise<void> {
    const opts = ({ id, rank }: { id: string; rank: number }) => ({ ...JOB_OPTIONS, jobId: id, priority: rank + 1 });
    await this.addJobs(
      name,
      jobs.map((job) => ({ data: { id: job.id }, opts: opts(job) })),
    );
  }

  private async addJobs(name: QueueName, jobs: { data: JobData; opts: JobOptions }[]): Promise<void> {
    if (jobs.length === 0) return;
    const queue = this.queues[name];
    const dropped = queue.client.pipeline();
    for (const { data } of jobs) dropped.eval(DROP_REMAINS, 1, queue.toKey(data.id));
    await dropped.exec();
    await queue.addBulk(jobs);
  }

  /** Those of the ids that Redis no longer holds. */
  async missing(name: QueueName, ids: string[]): Promise<string[]> {
    const queue = this.queues[name];
    const asked = queue.client.pipeline();
    for (const id of ids) asked.hexists(queue.toKey(id), 'data');
    const answers = (await asked.exec()) ?? [];
    return ids.filter((_, index) => answers[index]?.[1] === 0);
  }

  /** How many ids each queue holds: that wait, that are worked on, that wait for their time. @throws as `ping` */
  counts(): Promise<({ name: QueueName } & Pick<JobCounts, 'waiting' | 'active' | 'delayed'>)[]> {
    const names = Object.keys(this.queues) as QueueName[];
    return Promise.all(
      names.map(async (name) => {
        const { waiting, active, delayed } = await this.queues[name].getJobCounts();
        return { name, waiting, active, delayed };
      }),
    );
  }

  /** Works on a queue, `concurrency` ids at a time. What the work throws is logged: the row tells what happens next. */
  work(name: QueueName, concurrency: number, run: (id: string) => Promise<void>): void {
    const process = async (job: Job<JobData>) => {
      // Not from its data: Redis may have lost that while it handed the job over.
      const id = String(job.id);
      // Taken in the moment of stopping: its row is still queued, and the rescuer hands it to somebody else.
      if (this.stopping.signal.aborted) return;
      const done = run(id).catch((error: Error) => this.logger.error(`${name} ${id}: ${error.message}`, error.stack));
      this.inHand.add(done);
      void done.finally(() => this.inHand.delete(done));
      await unlessLate(done, this.letGo.signal);
    };
    this.worked.add(this.queues[name]);
    // The promise ends with the queue; connection errors arrive at the listener above.
    void this.queues[name].process(concurrency, process).catch(() => {});
  }

  /**
   * Takes no more jobs and waits for those in hand, unless that gets too late: what is not done by then is for others, and its
   * job is over. Does not depend on Redis, which may be away.
   */
  async stopWork(late: AbortSignal): Promise<void> {
    this.stopping.abort();
    const [localOnly, withoutWaiting] = [true, true];
    for (const queue of this.worked) void queue.pause(localOnly, withoutWaiting).catch(() => {});
    await unlessLate(Promise.all(this.inHand), late);
    this.letGo.abort();
  }

  async onApplicationShutdown(): Promise<void> {
    const queues = Object.values(this.queues).map((queue) => queue.close());
    // Without Redis they would wait for it to come back.
    await unlessLate(Promise.all(queues), AbortSignal.timeout(CLOSE_LIMIT_MS));
    this.connections.end();
  }

  /** @throws when Redis does not answer. */
  async ping(): Promise<void> {
    await this.queues.images.client.ping();
  }
}
