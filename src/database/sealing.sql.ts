import { statement } from './database.service.js';

export const readSealing = statement('sealing.read', 'SELECT loose_texts, since FROM sealing');

/** Kept until the commit: whoever moves the row on waits for those who sealed under what it said. */
export const shareSealing = statement('sealing.share', 'SELECT loose_texts FROM sealing FOR SHARE');

/** $1 what it becomes, $2 what it is. */
export const moveSealing = statement(
  'sealing.move',
  'UPDATE sealing SET loose_texts = $1, since = clock_timestamp() WHERE loose_texts = $2 RETURNING loose_texts',
);
