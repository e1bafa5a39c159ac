import { statement } from '../../database/database.service.js';

/**
 * A page of a batch's failed images in key order. Each reason has its own part of an index, so a page is found by its
 * first row however many failed for other reasons. $1 batch, $2 reasons, $3 key to continue after, $4 how many.
 */
export const failedImages = statement(
  'batches.failed-images',
  `SELECT image.key, image.target_key AS target
   FROM unnest($2::text[]) AS wanted(reason), LATERAL (
     SELECT key, target_key FROM images
     WHERE batch_id = $1 AND reason = wanted.reason AND status = 'failed' AND settled_at IS NOT NULL AND key > $3
     ORDER BY key LIMIT $4
   ) AS image ORDER BY image.key LIMIT $4`,
);
