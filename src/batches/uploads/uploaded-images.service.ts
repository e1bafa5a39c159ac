import { Injectable } from '@nestjs/common';
import { DatabaseService } from '../../database/database.service.js';
import type { ImageStatus, Reason } from '../model/statuses.js';
import { filesOfBatch, listFiles } from './uploads.sql.js';

/** A file of a request and what became of it. */
export interface UploadedImageRow {
  id: string;
  session_id: string;
  original_name: string;
  bytes: number;
  status: ImageStatus;
  reason: Reason | null;
  target_key: string | null;
  out_bytes: number | null;
  out_format: string | null;
  out_width: number | null;
  out_height: number | null;
  alt_text: string | null;
  seo_name: string | null;
  /** Its result is not deleted before. */
  kept_until: Date;
}

/** What is wanted of a list. */
export interface UploadedImagesQuery {
  sessionId?: string;
  batch?: string;
  limit: number;
  cursor?: string;
}

/** Reads the files of requests as long as they are kept. */
@Injectable()
export class UploadedImagesService {
  constructor(private readonly database: DatabaseService) {}

  ofBatch(accountId: string, batchId: string): Promise<UploadedImageRow[]> {
    return this.database.run<UploadedImageRow>(filesOfBatch, [batchId, accountId]);
  }

  /** One row more than the limit when there are more. */
  list(accountId: string, { sessionId, batch, limit, cursor }: UploadedImagesQuery): Promise<UploadedImageRow[]> {
    const values = [accountId, sessionId ?? null, batch ?? null, cursor ?? null, limit + 1];
    return this.database.run<UploadedImageRow>(listFiles, values);
  }
}
