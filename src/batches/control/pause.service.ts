import { Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import { DatabaseService } from '../../database/database.service.js';
import { putBackParked } from '../description/parked-images.sql.js';
import { BatchReaderService } from '../reading/batch-reader.service.js';
import type { BatchView } from '../reading/batch-view.js';
import type { BatchStatus } from '../model/statuses.js';
import { putBackQueued } from '../rows/images.sql.js';
import { pauseBatch, resumeBatch } from './pause.sql.js';

const RESUMED: BatchStatus[] = ['queued', 'running'];

/** Holds a batch and lets it go on. Its credits stay held meanwhile, and images in work finish and count. */
@Injectable()
export class PauseService {
  constructor(
    private readonly database: DatabaseService,
    private readonly reader: BatchReaderService,
  ) {}

  /**
   * Pausing twice is the same as once.
   * @throws ApiError `not_found`; `invalid_state` while the batch is listed or canceled, and when it has ended
   */
  async pause(accountId: string, batchId: string): Promise<BatchView> {
    const paused = await this.database.transaction(async (sql) => {
      const [batch] = await sql.run(pauseBatch, [batchId, accountId]);
      if (!batch) return false;
      await sql.run(putBackQueued, [batchId]);
      await sql.run(putBackParked, [batchId]);
      return true;
    });
    const batch = await this.reader.get(accountId, batchId);
    if (!paused && batch.status !== 'paused') throw refusal(batch.status);
    return batch;
  }

  /**
   * Resuming a batch that runs changes nothing.
   * @throws ApiError `not_found`; `invalid_state` while the batch is listed, and when it has ended
   */
  async resume(accountId: string, batchId: string): Promise<BatchView> {
    const [resumed] = await this.database.run(resumeBatch, [batchId, accountId]);
    const batch = await this.reader.get(accountId, batchId);
    if (!resumed && !RESUMED.includes(batch.status)) throw refusal(batch.status);
    return batch;
  }
}

/** Only a batch on its way to being canceled runs and is not paused by asking. */
function refusal(status: BatchStatus): ApiError {
  const now = RESUMED.includes(status) ? 'being canceled' : status;
  return new ApiError('invalid_state', { status }, `The batch is ${now}`);
}
