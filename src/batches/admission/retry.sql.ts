import { statement } from '../../database/database.service.js';

/** $1 batch, $2 its images. */
export const fixTotal = statement('batches.fix-total', 'UPDATE batches SET total = $2 WHERE id = $1');

/** Its images stay while they are copied; after the commit the retry keeps them. $1 batch. */
export const holdImages = statement('batches.hold-images', 'SELECT id FROM batches WHERE id = $1 FOR SHARE');
