import { Injectable, Logger } from '@nestjs/common';
import { DatabaseService } from '../../database/database.service.js';
import type { StorageError } from '../../storage/storage-error.js';
import { putBackParked } from '../description/parked-images.sql.js';
import { putBackQueued } from '../rows/images.sql.js';
import { isBatchPaused, noteFailedWrite } from '../rows/failed-writes.sql.js';

/** Pauses a batch whose results cannot be written, before all of it is read, compressed and described for nothing. */
@Injectable()
export class FailedWritesService {
  private readonly logger = new Logger('batch');

  constructor(private readonly database: DatabaseService) {}

  /** A result could not be written for good. Too many of them pause the batch, with the cause in its view. */
  async note(batchId: string, { reason, message }: StorageError): Promise<void> {
    await this.database.transaction(async (sql) => {
      const cause = JSON.stringify({ reason, message });
      const [batch] = await sql.run<{ status: string; account_id: string }>(noteFailedWrite, [batchId, cause]);
      if (batch?.status !== 'paused') return;
      await sql.run(putBackQueued, [batchId]);
      await sql.run(putBackParked, [batchId]);
      sql.afterCommit(() => this.logger.warn(`${batchId} of ${batch.account_id} is paused: ${message}`));
    });
  }

  async isPaused(batchId: string): Promise<boolean> {
    return (await this.database.run(isBatchPaused, [batchId])).length > 0;
  }
}
