import { statement } from '../../database/database.service.js';

/**
 * Images that ended, in the order their sets were settled. Outcomes are committed in any order; the sets of a batch are
 * committed one after the other, each with a later time than the previous one, so nothing is ever added before a place
 * that was read. $1 batch, $2 time and $3 image to continue after, $4 how many.
 */
export const settledAfter = statement(
  'batches.settled-after',
  `SELECT * FROM images
   WHERE batch_id = $1 AND settled_at IS NOT NULL AND (settled_at, id) > ($2, $3)
   ORDER BY settled_at, id LIMIT $4`,
);
