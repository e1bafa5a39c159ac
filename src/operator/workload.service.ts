import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database, statement } from '../database/database.service.js';
import { QueueService } from '../queue/queue.service.js';

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

/** Batches that have not ended are few: `batches_not_ended`. */
const readOpenBatches = statement(
  'operator.read-open-batches',
  `SELECT status, count(*)::int AS batches, sum(total - succeeded - failed - skipped - canceled)::bigint AS images
   FROM batches WHERE ended_at IS NULL AND status <> 'ready' GROUP BY status ORDER BY status`,
);

/** What waits and what is worked on, over all accounts. */
@Injectable()
export class WorkloadService {
  constructor(
    private readonly database: Database,
    private readonly queue: QueueService,
  ) {}

  async read(): Promise<Workload> {
    const [batches, queues] = await Promise.all([this.database.run<OpenBatches>(readOpenBatches), this.queues()]);
    return { batches, queues };
  }

  private async queues(): Promise<Workload['queues']> {
    const limit = new AbortController();
    const late = sleep(REDIS_TIME_LIMIT_MS, null, { signal: limit.signal }).catch(() => null);
    const counts = this.queue.counts().catch(() => null);
    return Promise.race([counts, late]).finally(() => limit.abort());
  }
}
