import { statement } from '../../database/database.service.js';

/**
 * Copies the failed images of a batch into a new one, in one statement whatever their number, and fixes its total. A
 * target that followed from the key is kept: it was chosen among all images of the first batch, and choosing again among
 * fewer could hit the result of one that succeeded. Others are chosen by the result again. The ETag is left out: the
 * object is read as it is now. The ids are ULIDs that sort like the keys.
 * $1 new batch, $2 batch, $3 reasons or null, $4 whether targets follow from keys, $5 all but the last 8 places of an id.
 */
export const copyFailed = statement(
  'batches.copy-failed',
  `WITH copied AS (
     INSERT INTO images (id, batch_id, account_id, key, target_key)
     SELECT $5 || lpad(to_hex(row_number() OVER (ORDER BY key)), 8, '0'), $1, account_id, key,
       CASE WHEN $4 THEN target_key END
     FROM images WHERE batch_id = $2 AND status = 'failed' AND ($3::text[] IS NULL OR reason = ANY($3))
     RETURNING 1
   )
   UPDATE batches SET total = (SELECT count(*) FROM copied) WHERE id = $1 RETURNING total`,
);
