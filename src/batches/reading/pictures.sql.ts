import { statement } from '../../database/database.service.js';

/** An image with the connections of its batch. $1 image, $2 account. */
export const readPicture = statement(
  'images.read-picture',
  `SELECT i.*, b.request->'source'->>'connection' AS source, b.request->'destination'->>'connection' AS destination
   FROM images i JOIN batches b ON b.id = i.batch_id WHERE i.id = $1 AND i.account_id = $2`,
);
