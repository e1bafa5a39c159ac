import { Injectable, Logger } from '@nestjs/common';
import { errorText } from '../../common/foreign-text.js';
import { DatabaseService } from '../../database/database.service.js';
import { OwnBucketService } from '../../storage/own-bucket.service.js';
import { deleteUpload, postponeUpload, uploadsDue } from './uploads.sql.js';
import { UPLOAD_KEPT_HOURS, uploadFolder } from './upload.js';

const POSTPONED_SECONDS = 600;

/** Deletes uploaded files and their results when their time is over, and what was left of requests that came to nothing. */
@Injectable()
export class UploadRetentionService {
  private readonly logger = new Logger('uploads');

  constructor(
    private readonly database: DatabaseService,
    private readonly bucket: OwnBucketService,
  ) {}

  /** Answers how many uploads it looked at: as many as `limit` when there may be more. */
  async forget(limit: number): Promise<number> {
    const due = await this.database.run<{ id: string; account_id: string }>(uploadsDue, [UPLOAD_KEPT_HOURS, limit]);
    for (const { id, account_id: accountId } of due) await this.delete(accountId, id);
    return due.length;
  }

  /** The row goes last: if the process dies in between, the row still leads to the rest. */
  private async delete(accountId: string, id: string): Promise<void> {
    try {
      await this.bucket.removeBelow(uploadFolder(accountId, id));
      await this.database.run(deleteUpload, [id]);
    } catch (error) {
      this.logger.warn(`${id} could not be deleted: ${errorText(error)}`);
      await this.database.run(postponeUpload, [id, POSTPONED_SECONDS]);
    }
  }
}
