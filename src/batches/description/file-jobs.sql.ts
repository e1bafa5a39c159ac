import { statement } from '../../database/database.service.js';

/** Requests of images that do not wait any more, because their batch was canceled. */
export const dropForgone = statement(
  'ai.drop-forgone',
  `DELETE FROM ai_requests r WHERE ai_job_id IS NULL AND NOT EXISTS (
     SELECT FROM images WHERE id = r.image_id AND status = 'processing' AND lease_until IS NULL)`,
);

/** A request that joined a job at the moment it ended: no file will bring its reply. */
export const takeOrphans = statement(
  'ai.take-orphans',
  `DELETE FROM ai_requests r WHERE ai_job_id IS NOT NULL AND NOT EXISTS (SELECT FROM ai_jobs WHERE id = r.ai_job_id)
   RETURNING image_id`,
);

/** A request that waits for a description which came meanwhile. */
export interface DescribedRequest {
  image_id: string;
  account_id: string;
  batch_id: string;
  alt_text: string | null;
  seo_name: string | null;
}

/** Takes requests whose picture was described meanwhile, for another image of the account. */
export const takeDescribedRequests = statement(
  'ai.take-described',
  `DELETE FROM ai_requests r USING ai_answers a
   WHERE r.ai_job_id IS NULL AND a.account_id = r.account_id AND a.hash = r.hash AND a.answered_at IS NOT NULL
   RETURNING r.image_id, r.account_id, r.batch_id, a.alt_text, a.seo_name`,
);

/** The same picture is with the provider already: its reply will do for both. */
export const joinSame = statement(
  'ai.join-same',
  `UPDATE ai_requests r SET ai_job_id = same.ai_job_id, body = NULL
   FROM ai_requests same WHERE r.ai_job_id IS NULL AND same.ai_job_id IS NOT NULL
     AND same.account_id = r.account_id AND same.hash = r.hash`,
);

/**
 * Batches with enough requests for a file, or with all that will come for now. Those of a paused one wait.
 * $1 requests and $2 characters that fill a file, $3 seconds without another, $4 seconds that one waits at most.
 */
export const batchesWithFile = statement(
  'ai.batches-with-file',
  `SELECT r.batch_id, r.account_id FROM ai_requests r JOIN batches b ON b.id = r.batch_id
   WHERE r.ai_job_id IS NULL AND b.status <> 'paused'
   GROUP BY r.batch_id, r.account_id
   HAVING count(*) >= $1 OR sum(length(r.body)) >= $2 OR max(r.created_at) < clock_timestamp() - make_interval(secs => $3)
     OR min(r.created_at) < clock_timestamp() - make_interval(secs => $4)`,
);

/** Makes a file of the oldest requests of a batch. $1 job, $2 account, $3 batch, $4 requests, $5 characters at most. */
export const makeJob = statement(
  'ai.make-job',
  `WITH oldest AS MATERIALIZED (
     SELECT image_id, created_at, body FROM ai_requests WHERE batch_id = $3 AND ai_job_id IS NULL
     ORDER BY created_at, image_id LIMIT $4 FOR UPDATE SKIP LOCKED
   ),
   mine AS (
     SELECT image_id FROM (SELECT image_id, row_number() OVER turn AS n, sum(length(body)) OVER turn AS characters
       FROM oldest WINDOW turn AS (ORDER BY created_at, image_id)) AS counted
     WHERE n = 1 OR characters <= $5
   ),
   job AS (
     INSERT INTO ai_jobs (id, account_id, batch_id) SELECT $1, $2, $3 WHERE EXISTS (SELECT FROM mine) RETURNING id
   )
   UPDATE ai_requests SET ai_job_id = job.id FROM job WHERE image_id IN (SELECT image_id FROM mine)`,
);

/** A job as one look has it. */
export interface FileJob {
  id: string;
  account_id: string;
  batch_id: string;
  file_id: string | null;
  job_id: string | null;
  asked_at: Date | null;
  /** It has been waited for so long that nobody waits any more. */
  given_up: boolean;
  looks: number;
}

/**
 * Takes the job that is due first. Its number of looks is the claim: a process that lost it to a later look writes nothing.
 * $1 seconds after which the next one may look, $2 seconds after which a job is given up.
 */
export const takeJob = statement(
  'ai.take-job',
  `UPDATE ai_jobs SET looks = looks + 1, next_at = clock_timestamp() + make_interval(secs => $1)
   WHERE id = (SELECT id FROM ai_jobs WHERE next_at <= clock_timestamp() ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
   RETURNING *, created_at < clock_timestamp() - make_interval(secs => $2) AS given_up`,
);

/** Distinct requests of a job: the same picture is sent once. $1 job. */
export const requestsOfJob = statement(
  'ai.requests-of-job',
  `SELECT DISTINCT ON (hash) hash AS name, body FROM ai_requests WHERE ai_job_id = $1 AND body IS NOT NULL ORDER BY hash`,
);

/** $1 job, $2 looks, $3 the provider's file. */
export const noteFile = statement(
  'ai.note-file',
  'UPDATE ai_jobs SET file_id = $3, next_at = clock_timestamp() WHERE id = $1 AND looks = $2',
);

/** From here on the provider may have the job. $1 job, $2 looks. */
export const noteAsked = statement(
  'ai.note-asked',
  'UPDATE ai_jobs SET asked_at = clock_timestamp() WHERE id = $1 AND looks = $2 RETURNING id',
);

/** The provider has it, so the requests need not be kept. $1 job, $2 looks, $3 the provider's job, $4 seconds until the next look. */
export const noteJob = statement(
  'ai.note-job',
  `WITH noted AS (
     UPDATE ai_jobs SET job_id = $3, next_at = clock_timestamp() + make_interval(secs => $4), looks = 0
     WHERE id = $1 AND looks = $2 RETURNING id
   )
   UPDATE ai_requests SET body = NULL FROM noted WHERE ai_job_id = noted.id`,
);

/** $1 job, $2 looks, $3 seconds. */
export const lookAgain = statement(
  'ai.look-again',
  'UPDATE ai_jobs SET next_at = clock_timestamp() + make_interval(secs => $3) WHERE id = $1 AND looks = $2',
);

/** A row when an image still waits for the job. $1 job. */
export const somebodyWaits = statement(
  'ai.somebody-waits',
  `SELECT 1 FROM ai_requests r JOIN images i ON i.id = r.image_id
   WHERE r.ai_job_id = $1 AND i.status = 'processing' AND i.lease_until IS NULL LIMIT 1`,
);

/** A row when a reply of the job is still to be taken. $1 job. */
export const anyRequest = statement('ai.any-request', 'SELECT 1 FROM ai_requests WHERE ai_job_id = $1 LIMIT 1');

/** Takes the requests that a reply is for; a request that was taken before is not found. $1 job, $2 hashes. */
export const takeRequests = statement(
  'ai.take-requests',
  'DELETE FROM ai_requests WHERE ai_job_id = $1 AND hash = ANY ($2) RETURNING image_id, hash',
);

/** Takes a page of requests that no reply came for. $1 job, $2 how many. */
export const takeUnanswered = statement(
  'ai.take-unanswered',
  `DELETE FROM ai_requests WHERE image_id IN (SELECT image_id FROM ai_requests WHERE ai_job_id = $1 LIMIT $2)
   RETURNING image_id`,
);

/** $1 job. */
export const dropJob = statement('ai.drop-job', 'DELETE FROM ai_jobs WHERE id = $1');

/** What a batch asked for. $1 batch. */
export const askedByBatch = statement('ai.asked-by-batch', `SELECT request -> 'ai' AS ai FROM batches WHERE id = $1`);
