import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../database/database.service.js';
import type { ImageStatus, Reason } from '../reading/image-view.js';
import { UPLOAD_KEPT_HOURS } from './upload.js';

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

const FILES = `
  SELECT f.id, f.session_id, f.original_name, f.bytes, coalesce(i.status, 'failed') AS status, coalesce(f.reason, i.reason) AS reason,
    i.target_key, i.out_bytes, i.out_format, i.out_width, i.out_height, i.alt_text, i.seo_name,
    greatest(u.delete_after, b.ended_at + interval '${UPLOAD_KEPT_HOURS} hours') AS kept_until
  FROM uploaded_files f JOIN uploads u ON u.id = f.upload_id JOIN batches b ON b.upload_id = f.upload_id
  LEFT JOIN images i ON i.id = f.id`;

/** In the order they came in. $1 batch, $2 account. */
const ofBatch = statement(
  'uploads.files-of-batch',
  `${FILES} WHERE f.upload_id = (SELECT upload_id FROM batches WHERE id = $1 AND account_id = $2) ORDER BY f.id`,
);

/** Newest first. $1 account, $2 session or null, $3 batch or null, $4 cursor or null, $5 limit. */
const listed = statement(
  'uploads.list-files',
  `${FILES} WHERE f.account_id = $1 AND ($2::text IS NULL OR f.session_id = $2) AND ($4::text IS NULL OR f.id < $4)
     AND ($3::text IS NULL OR f.upload_id = (SELECT upload_id FROM batches WHERE id = $3 AND account_id = $1))
   ORDER BY f.id DESC LIMIT $5`,
);

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
  constructor(private readonly database: Database) {}

  ofBatch(accountId: string, batchId: string): Promise<UploadedImageRow[]> {
    return this.database.run<UploadedImageRow>(ofBatch, [batchId, accountId]);
  }

  /** One row more than the limit when there are more. */
  list(accountId: string, { sessionId, batch, limit, cursor }: UploadedImagesQuery): Promise<UploadedImageRow[]> {
    const values = [accountId, sessionId ?? null, batch ?? null, cursor ?? null, limit + 1];
    return this.database.run<UploadedImageRow>(listed, values);
  }
}
