import { statement } from '../../database/database.service.js';

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
