import { statement } from '../../database/database.service.js';
import { UPLOAD_KEPT_HOURS } from './upload.js';

const FILES = `
  SELECT f.id, f.session_id, f.original_name, f.bytes, coalesce(i.status, 'failed') AS status, coalesce(f.reason, i.reason) AS reason,
    i.target_key, i.out_bytes, i.out_format, i.out_width, i.out_height, i.alt_text, i.seo_name,
    greatest(u.delete_after, b.ended_at + interval '${UPLOAD_KEPT_HOURS} hours') AS kept_until
  FROM uploaded_files f JOIN uploads u ON u.id = f.upload_id JOIN batches b ON b.upload_id = f.upload_id
  LEFT JOIN images i ON i.id = f.id`;

/** In the order they came in. $1 batch, $2 account. */
export const filesOfBatch = statement(
  'uploads.files-of-batch',
  `${FILES} WHERE f.upload_id = (SELECT upload_id FROM batches WHERE id = $1 AND account_id = $2) ORDER BY f.id`,
);

/** Newest first. $1 account, $2 session or null, $3 batch or null, $4 cursor or null, $5 limit. */
export const listFiles = statement(
  'uploads.list-files',
  `${FILES} WHERE f.account_id = $1 AND ($2::text IS NULL OR f.session_id = $2) AND ($4::text IS NULL OR f.id < $4)
     AND ($3::text IS NULL OR f.upload_id = (SELECT upload_id FROM batches WHERE id = $3 AND account_id = $1))
   ORDER BY f.id DESC LIMIT $5`,
);
