import { statement } from '../database/database.service.js';

/**
 * A chunk of images in one statement; a key that is there already stays as it is, so a chunk can be written again.
 * $1 batch, $2 account, then arrays: $3 ids, $4 keys, $5 ETags, $6 targets.
 */
export const insertImages = statement(
  'batches.insert-images',
  `INSERT INTO images (id, batch_id, account_id, key, etag, target_key)
   SELECT id, $1, $2, key, etag, target
   FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS image(id, key, etag, target)
   ON CONFLICT (batch_id, key) DO NOTHING`,
);

/** $1 batch, $2 keys: those that are targets in the batch already. */
export const takenTargets = statement(
  'batches.taken-targets',
  'SELECT target_key FROM images WHERE batch_id = $1 AND target_key = ANY($2)',
);

/** A source of the batch that one of its results would overwrite. Two connections may lead to one bucket. $1 batch. */
export const overwrittenSource = statement(
  'batches.overwritten-source',
  `SELECT original.key
   FROM batches b
   JOIN connections s ON s.id = b.source_connection_id
   JOIN connections d ON d.id = b.destination_connection_id
     AND d.bucket = s.bucket AND d.endpoint IS NOT DISTINCT FROM s.endpoint
   JOIN images result ON result.batch_id = b.id
   JOIN images original ON original.batch_id = b.id AND original.key = result.target_key
   WHERE b.id = $1 LIMIT 1`,
);
