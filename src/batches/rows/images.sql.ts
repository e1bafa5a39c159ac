import { statement } from '../../database/database.service.js';

/**
 * A chunk of images in one statement; a key that is there already stays as it is, so a chunk can be written again. A row for
 * each image that is new.
 * $1 batch, $2 account, then arrays: $3 ids, $4 keys, $5 ETags, $6 targets.
 */
export const insertImages = statement(
  'batches.insert-images',
  `INSERT INTO images (id, batch_id, account_id, key, etag, target_key)
   SELECT id, $1, $2, key, etag, target
   FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS image(id, key, etag, target)
   ON CONFLICT (batch_id, key) DO NOTHING
   RETURNING 1`,
);

/**
 * The limit of one makes PostgreSQL look up each key by itself: of a batch that grows it knows too little to see that
 * reading all of its rows is worse.
 */
const lookUp = (keys: string, column: 'key' | 'target_key') => `SELECT asked.key
   FROM unnest(${keys}::text[]) AS asked(key), LATERAL (SELECT FROM images WHERE batch_id = $1 AND ${column} = asked.key LIMIT 1) AS found`;

/** $1 batch, $2 keys: those that are targets in the batch already. */
export const takenTargets = statement('batches.taken-targets', lookUp('$2', 'target_key'));

/** $1 batch, $2 keys: those that are sources of the batch. */
export const ownSources = statement('batches.own-sources', lookUp('$2', 'key'));

/**
 * A source of the batch that a result would overwrite, looked for with each chunk that was written: of every such pair
 * one row is written after the other, and then both are seen. $1 batch, $2 the chunk's keys, $3 its targets.
 */
export const overwrittenSource = statement(
  'batches.overwritten-source',
  `(${lookUp('$3', 'key')} LIMIT 1) UNION ALL (${lookUp('$2', 'target_key')} LIMIT 1)`,
);

/** A row when results land where the sources are. Two connections may lead to one bucket. $1 and $2 connections. */
export const leadToOneBucket = statement(
  'batches.lead-to-one-bucket',
  `SELECT FROM connections s JOIN connections d ON d.bucket = s.bucket AND d.endpoint IS NOT DISTINCT FROM s.endpoint
   WHERE s.id = $1 AND d.id = $2`,
);

/** The next rows in key order, to be given targets. $1 batch, $2 key to continue after, $3 how many. */
export const nextUnnamed = statement(
  'batches.next-unnamed',
  'SELECT id, key FROM images WHERE batch_id = $1 AND key > $2 ORDER BY key LIMIT $3',
);

/** $1 images, $2 their targets. */
export const nameTargets = statement(
  'batches.name-targets',
  `UPDATE images SET target_key = given.target FROM unnest($1::text[], $2::text[]) AS given(id, target)
   WHERE images.id = given.id AND images.id = ANY ($1)`,
);
