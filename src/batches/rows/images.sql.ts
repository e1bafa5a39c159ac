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

/**
 * Ends the last images of a batch in key order, which no reservation covers. They are settled at once, because no
 * settlement may release credits they never had. A set of many goes on before the first key of the set before it:
 * looking for the last one left would pass by all that were ended. Answers that key, and how many images are left.
 * $1 batch, $2 how many, $3 key to go on before, or null.
 */
export const skipLast = statement(
  'batches.skip-last',
  `WITH moment AS MATERIALIZED (
     SELECT greatest(date_trunc('milliseconds', clock_timestamp()), settled_to + interval '1 millisecond') AS at
     FROM batches WHERE id = $1 FOR NO KEY UPDATE
   ),
   skipped AS (
     UPDATE images SET status = 'skipped', reason = 'no_credits', ended_at = moment.at, settled_at = moment.at
     FROM moment
     WHERE id = ANY (ARRAY(
       SELECT id FROM images WHERE batch_id = $1 AND status = 'pending'
         AND key <= coalesce($3, (SELECT key FROM images WHERE batch_id = $1 ORDER BY key DESC LIMIT 1))
       ORDER BY key DESC LIMIT $2)) AND status = 'pending'
     RETURNING key
   )
   UPDATE batches SET skipped = skipped + (SELECT count(*) FROM skipped), settled_to = (SELECT at FROM moment)
   WHERE id = $1 RETURNING (SELECT min(key) FROM skipped) AS first, total - skipped AS left`,
);

export interface SkippedSet {
  first: string | null;
  left: number;
}

/**
 * A page of a batch's failed images in key order. Each reason has its own part of an index, so a page is found by its
 * first row however many failed for other reasons. $1 batch, $2 reasons, $3 key to continue after, $4 how many.
 */
export const failedImages = statement(
  'batches.failed-images',
  `SELECT image.key, image.target_key AS target
   FROM unnest($2::text[]) AS wanted(reason), LATERAL (
     SELECT key, target_key FROM images
     WHERE batch_id = $1 AND reason = wanted.reason AND status = 'failed' AND settled_at IS NOT NULL AND key > $3
     ORDER BY key LIMIT $4
   ) AS image ORDER BY image.key LIMIT $4`,
);

/**
 * The newest result of an image's source whose place was chosen with the result, of a batch before that asked for the
 * same in the same place; as JSON, or null. @param image, batch names of the rows
 */
export function earlierResult(image: string, batch: string): string {
  const same = [
    'source_connection_id',
    'destination_connection_id',
    "request -> 'destination' ->> 'key'",
    "request ->> 'compress'",
  ];
  return `(SELECT json_build_object('target', e.target_key, 'altText', e.alt_text, 'seoName', e.seo_name)
     FROM images e JOIN batches eb ON eb.id = e.batch_id
     WHERE e.account_id = ${image}.account_id AND e.key = ${image}.key AND e.batch_id < ${image}.batch_id AND e.named_by_result
       AND ${same.map((field) => `(eb.${field}) = (${batch}.${field})`).join(' AND ')}
     ORDER BY e.batch_id DESC LIMIT 1)`;
}

/**
 * Images of the batch that wait in Redis leave the window; their jobs find nothing to claim. It runs after the
 * statement that pauses, so that it sees what a dispatcher has queued until then. $1 batch.
 */
export const putBackQueued = statement(
  'batches.put-back-queued',
  `UPDATE images SET status = 'pending', queued_at = NULL WHERE batch_id = $1 AND status = 'queued'`,
);
