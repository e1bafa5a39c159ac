import type { FiledReply } from '../../ai/batch-api.service.js';
import type { DatabaseService, Sql } from '../../database/database.service.js';
import { keepDescription } from './description-cache.sql.js';
import { takeDescribedRequests, takeOrphans, takeRequests, takeUnanswered } from './file-jobs.sql.js';
import type { DescribedRequest, FileJob } from './file-jobs.sql.js';
import { unparkImages } from './parked-images.sql.js';

const PAGE = 500;

/** How an image goes on that was parked. */
interface Unparked {
  id: string;
  altText: string | null;
  seoName: string | null;
  reason: 'ai_refused' | null;
  /** The file brought nothing of use: the image is asked about by itself. */
  direct: boolean;
  useless: 0 | 1;
}

/**
 * Puts replies on the rows of the images that wait for them. Each request is taken once, whatever is read twice.
 * Returns the replies that were taken, which are the ones to be paid for.
 */
export async function takeReplies(
  database: DatabaseService,
  job: FileJob,
  replies: FiledReply[],
): Promise<FiledReply[]> {
  if (replies.length === 0) return [];
  const byName = new Map(replies.map((reply) => [reply.name, reply]));
  const taken = await database.transaction(async (sql) => {
    const rows = await sql.run<{ image_id: string; hash: string }>(takeRequests, [job.id, [...byName.keys()]]);
    await unpark(
      sql,
      rows.flatMap(({ image_id: id, hash }) => unparkedBy(id, byName.get(hash))),
    );
    const hashes = new Set(rows.map((row) => row.hash));
    for (const hash of hashes) {
      const reply = byName.get(hash)?.reply;
      if (typeof reply !== 'object') continue;
      await sql.run(keepDescription, [job.account_id, hash, reply.altText, reply.seoName]);
    }
    return hashes;
  });
  return [...byName.values()].filter(({ name, reply }) => taken.has(name) && reply !== 'missing');
}

/** Unparks images whose picture was described meanwhile for another image; returns them. */
export async function takeDescribed(database: DatabaseService): Promise<DescribedRequest[]> {
  return database.transaction(async (sql) => {
    const rows = await sql.run<DescribedRequest>(takeDescribedRequests);
    const known = { reason: null, direct: false, useless: 0 } as const;
    await unpark(
      sql,
      rows.map(({ image_id: id, alt_text: altText, seo_name: seoName }) => ({ id, altText, seoName, ...known })),
    );
    return rows;
  });
}

/** Images whose job ended before their request could be part of it are asked about one by one. */
export async function releaseOrphans(database: DatabaseService): Promise<void> {
  await database.transaction(async (sql) => {
    const rows = await sql.run<{ image_id: string }>(takeOrphans);
    await unpark(
      sql,
      rows.map(({ image_id: id }) => alone(id, 0)),
    );
  });
}

/** Images that a finished job said nothing of are asked about one by one, a page at a time. */
export async function releaseUnanswered(database: DatabaseService, job: FileJob): Promise<void> {
  for (let left = PAGE; left === PAGE;) {
    left = await database.transaction(async (sql) => {
      const rows = await sql.run<{ image_id: string }>(takeUnanswered, [job.id, PAGE]);
      await unpark(
        sql,
        rows.map(({ image_id: id }) => alone(id, 0)),
      );
      return rows.length;
    });
  }
}

function unparkedBy(id: string, filed: FiledReply | undefined): Unparked[] {
  if (!filed) return [];
  const { reply } = filed;
  if (reply === 'missing') return [alone(id, 0)];
  if (reply === 'unusable') return [alone(id, 1)];
  if (reply === 'refused') {
    return [{ id, altText: null, seoName: null, reason: 'ai_refused', direct: false, useless: 0 }];
  }
  return [{ id, ...reply, reason: null, direct: false, useless: 0 }];
}

function alone(id: string, useless: 0 | 1): Unparked {
  return { id, altText: null, seoName: null, reason: null, direct: true, useless };
}

async function unpark(sql: Sql, images: Unparked[]): Promise<void> {
  if (images.length === 0) return;
  await sql.run(unparkImages, [
    images.map(({ id }) => id),
    images.map(({ altText }) => altText),
    images.map(({ seoName }) => seoName),
    images.map(({ reason }) => reason),
    images.map(({ direct }) => direct),
    images.map(({ useless }) => useless),
  ]);
}
