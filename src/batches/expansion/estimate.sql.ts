import { statement } from '../../database/database.service.js';
import { earlierResult } from '../rows/images.sql.js';

/** A page of a batch's images in key order. $1 batch, $2 key to continue after, $3 how many. */
export const imagePage = statement(
  'estimate.image-page',
  'SELECT id, key, etag, target_key FROM images WHERE batch_id = $1 AND key > $2 ORDER BY key LIMIT $3',
);

/** Where a batch before put its result of the same source, if it chose that place with the result. $1 image. */
export const earlierTarget = statement(
  'estimate.earlier-target',
  `SELECT ${earlierResult('i', 'b')} ->> 'target' AS target FROM images i JOIN batches b ON b.id = i.batch_id WHERE i.id = $1`,
);

/** The dry run is done: it waits to be started. $1 batch, $2 estimate. */
export const makeReady = statement(
  'estimate.make-ready',
  `UPDATE batches SET status = 'ready', estimate = $2, expand_lease_until = NULL
   WHERE id = $1 AND status = 'expanding' AND ends_as IS NULL RETURNING id`,
);
