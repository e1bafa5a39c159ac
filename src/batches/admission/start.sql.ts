import { statement } from '../../database/database.service.js';

/** The estimate stays; it is part of what the batch was started on. $1 batch, $2 account. */
export const startBatch = statement(
  'batches.start',
  `UPDATE batches SET status = 'queued' WHERE id = $1 AND account_id = $2 AND status = 'ready' RETURNING total`,
);

/** A dry run goes to the workers again, which bring it to run: a call is too short for it. $1 batch, $2 account. */
export const expandAgain = statement(
  'batches.expand-again',
  `UPDATE batches SET status = 'expanding', expand_attempts = 0 WHERE id = $1 AND account_id = $2 AND status = 'ready'`,
);
