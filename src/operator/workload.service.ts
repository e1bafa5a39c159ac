import { Injectable } from '@nestjs/common';
import { withTimeLimit } from '../common/time-limit.js';
import { DatabaseService } from '../database/database.service.js';
import { QueueService } from '../queue/queue.service.js';
import { readOpenBatches } from './workload.sql.js';

/** Redis that takes longer is as good as away. */
const REDIS_TIME_LIMIT_MS = 2_000;

/** Work as the rows tell it, and as much of it as Redis holds at this moment. */
export interface Workload {
  batches: OpenBatches[];
  /** null while Redis does not answer; the rows are dispatched again when it is back */
  queues: Awaited<ReturnType<QueueService['counts']>> | null;
}

interface OpenBatches {
  status: 'expanding' | 'queued' | 'running' | 'paused';
  batches: number;
  /** Listed so far and not ended. */
  images: number;
}

/** What waits and what is worked on, over all accounts. */
@Injectable()
export class WorkloadService {
  constructor(
    private readonly database: DatabaseService,
    private readonly queue: QueueService,
  ) {}

  async read(): Promise<Workload> {
    const [batches, queues] = await Promise.all([this.database.run<OpenBatches>(readOpenBatches), this.queues()]);
    return { batches, queues };
  }

  private async queues(): Promise<Workload['queues']> {
    const late = () => new Error('Redis does not answer');
    return withTimeLimit(this.queue.counts(), REDIS_TIME_LIMIT_MS, late).catch(() => null);
  }
}
