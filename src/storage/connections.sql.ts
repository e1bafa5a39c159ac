import { statement } from '../database/database.service.js';
import { sealedColumn } from '../database/sealed-column.sql.js';

export const insertConnection = statement(
  'connections.insert',
  `INSERT INTO connections
     (id, account_id, name, bucket, region, endpoint, force_path_style, access_key_id, sealed_secret, role_arn)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING created_at`,
);

export const connectionExists = statement('connections.exists', 'SELECT id FROM connections WHERE id = $1');

/** A batch that is being submitted holds a share of this lock, so it is seen by the delete that follows. */
export const lockConnection = statement(
  'connections.lock',
  'SELECT id FROM connections WHERE id = $1 AND account_id = $2 FOR UPDATE',
);

export const deleteConnection = statement(
  'connections.delete',
  `DELETE FROM connections c WHERE c.id = $1
     AND NOT EXISTS (SELECT FROM batches WHERE source_connection_id = c.id AND ended_at IS NULL)
     AND NOT EXISTS (SELECT FROM batches WHERE destination_connection_id = c.id AND ended_at IS NULL)
   RETURNING c.id`,
);

/** $1 connection ids, $2 account: those that are the account's own, kept from being deleted until the commit. */
export const shareConnections = statement(
  'connections.share',
  'SELECT id FROM connections WHERE id = ANY($1) AND account_id = $2 FOR SHARE',
);

export const SEALED_SECRET = sealedColumn('connections', ['id'], 'sealed_secret');
