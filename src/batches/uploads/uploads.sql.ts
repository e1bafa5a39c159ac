import { statement } from '../../database/database.service.js';
import { UPLOAD_KEPT_HOURS } from './upload.js';

/** Committed before the first object is written. $1 id, $2 account, $3 hours its objects are kept at least. */
export const insertUpload = statement(
  'uploads.insert',
  `INSERT INTO uploads (id, account_id, delete_after)
   VALUES ($1, $2, clock_timestamp() + make_interval(hours => $3))`,
);

/** No batch came of it. $1 upload, $2 seconds after which nothing can be on its way to the bucket any more. */
export const discardUpload = statement(
  'uploads.discard',
  `UPDATE uploads SET delete_after = clock_timestamp() + make_interval(secs => $2)
   WHERE id = $1 AND NOT EXISTS (SELECT FROM batches WHERE upload_id = $1)`,
);

/** $1 upload, $2 account, $3 session, then arrays: $4 ids, $5 names, $6 bytes, $7 why they were refused, or null. */
export const insertFiles = statement(
  'uploads.insert-files',
  `INSERT INTO uploaded_files (id, upload_id, account_id, session_id, original_name, bytes, reason)
   SELECT id, $1, $2, $3, name, bytes, reason
   FROM unnest($4::text[], $5::text[], $6::bigint[], $7::text[]) AS file(id, name, bytes, reason)`,
);

/** Uploads whose time is over; those of a batch stay as long after its end. $1 hours, $2 how many. */
export const uploadsDue = statement(
  'uploads.due',
  `SELECT u.id, u.account_id FROM uploads u LEFT JOIN batches b ON b.upload_id = u.id
   WHERE u.delete_after < clock_timestamp()
     AND (b.id IS NULL OR b.ended_at < clock_timestamp() - make_interval(hours => $1))
   ORDER BY u.delete_after LIMIT $2`,
);

/** With its files. $1 upload. */
export const deleteUpload = statement('uploads.delete', 'DELETE FROM uploads WHERE id = $1');

/** Its objects could not be deleted: others come first. $1 upload, $2 seconds. */
export const postponeUpload = statement(
  'uploads.postpone',
  'UPDATE uploads SET delete_after = clock_timestamp() + make_interval(secs => $2) WHERE id = $1',
);

/** Those of the batches that have no image left to end. $1 batches. */
export const endedBatches = statement(
  'batches.all-images-ended',
  `SELECT asked.id FROM unnest($1::text[]) AS asked(id)
   WHERE NOT EXISTS (SELECT FROM images WHERE batch_id = asked.id AND ended_at IS NULL)`,
);

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
