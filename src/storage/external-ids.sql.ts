import { statement } from '../database/database.service.js';

export const readExternalId = statement(
  'external-ids.read',
  'SELECT external_id FROM external_ids WHERE account_id = $1',
);

/** Of two at once, the first counts. $1 account, $2 external id. */
export const insertExternalId = statement(
  'external-ids.insert',
  'INSERT INTO external_ids (account_id, external_id) VALUES ($1, $2) ON CONFLICT (account_id) DO NOTHING',
);
