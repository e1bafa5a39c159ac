import { InjectQueue } from '@nestjs/bull';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { JobCounts, JobOptions, Queue } from 'bull';
import { errorText } from '../common/foreign-text.js';
import { unlessLate } from '../common/time-limit.js';
import { QueueConnectionsService } from './queue-connections.service.js';
import { QueueWorker } from './queue-worker.js';
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

  constructor(
    @InjectQueue(QUEUES.images) images: Queue<JobData>,
    @InjectQueue(QUEUES.deliveries) deliveries: Queue<JobData>,
    @InjectQueue(QUEUES.billing) billing: Queue<JobData>,
    private readonly connections: QueueConnectionsService,
  ) {
    this.queues = { images, deliveries, billing };
    // Redis that is away or was flushed shows up here; the rows are dispatched again when it is back.
    for (const [name, queue] of Object.entries(this.queues)) {
      queue.on('error', (error) => this.logger.warn(`${name}: ${errorText(error)}`));
      // @nestjs/bull has Nest wait for Bull's close, which never ends when Redis goes away in the middle of it. Closed below instead.
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

  /** How many ids of each queue wait, are worked on, or wait for their time. @throws when Redis does not answer */
  counts(): Promise<({ name: QueueName } & Pick<JobCounts, 'waiting' | 'active' | 'delayed'>)[]> {
    const names = Object.keys(this.queues) as QueueName[];
    return Promise.all(
      names.map(async (name) => {
        const { waiting, active, delayed } = await this.queues[name].getJobCounts();
        return { name, waiting, active, delayed };
      }),
    );
  }

  /**
   * Works on a queue, `concurrency` ids at a time, until the worker that it answers is stopped. What the work throws is logged:
   * the row says what happens next.
   */
  work(name: QueueName, concurrency: number, run: (id: string) => Promise<void>): QueueWorker {
    const worker = new QueueWorker(this.queues[name], run, this.logger);
    worker.start(concurrency);
    return worker;
  }

  /** Closes what this room opened. Rooms have stopped their workers before. */
  async onApplicationShutdown(): Promise<void> {
    const queues = Object.values(this.queues).map((queue) => queue.close());
    // Without Redis they would wait for it to come back.
    await unlessLate(Promise.all(queues), AbortSignal.timeout(CLOSE_LIMIT_MS));
    this.connections.end();
  }
}
