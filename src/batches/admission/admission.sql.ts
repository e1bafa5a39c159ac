import { statement } from '../../database/database.service.js';

/**
 * $1 id, $2 account, $3 status, $4 and $5 connections, $6 request, $7 total, $8 batch it retries, $9 webhook endpoint,
 * $10 upload, $11 trace.
 */
export const insertBatch = statement(
  'batches.insert',
  `INSERT INTO batches (id, account_id, status, source_connection_id, destination_connection_id, request, total, retry_of,
     webhook_endpoint_id, upload_id, traceparent)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
);
