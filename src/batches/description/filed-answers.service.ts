import { Injectable } from '@nestjs/common';
import type { FiledAnswer } from '../../ai/answer-files.service.js';
import { Database, type Sql } from '../../database/database.service.js';
import { keepAnswer } from './description-cache.sql.js';
import {
  dropJob,
  takeAnswered,
  takeOrphans,
  takeRequests,
  takeUnanswered,
  type AiJob,
  type AnsweredRequest,
} from './file-jobs.sql.js';
import { unparkImages } from './parking.sql.js';
import { AiUsageService } from './ai-usage.service.js';

const PAGE = 500;

/** How an image goes on whose answer was waited for. */
interface Unparked {
  id: string;
  altText: string | null;
  seoName: string | null;
  reason: 'ai_refused' | null;
  /** No answer of use came: it is asked about by itself. */
  direct: boolean;
  useless: 0 | 1;
}

/** Puts answers on the rows of the images that wait for them. Each request is taken once, whatever is read twice. */
@Injectable()
export class FiledAnswers {
  constructor(
    private readonly database: Database,
    private readonly usage: AiUsageService,
  ) {}

  async take(job: AiJob, answers: FiledAnswer[]): Promise<void> {
    if (answers.length === 0) return;
    const byName = new Map(answers.map((answer) => [answer.name, answer]));
    const taken = await this.database.transaction(async (sql) => {
      const rows = await sql.run<{ image_id: string; hash: string }>(takeRequests, [job.id, [...byName.keys()]]);
      await unpark(
        sql,
        rows.flatMap(({ image_id: id, hash }) => unparked(id, byName.get(hash))),
      );
      for (const hash of new Set(rows.map((row) => row.hash))) {
        const answer = byName.get(hash)?.answer;
        if (typeof answer !== 'object') continue;
        await sql.run(keepAnswer, [job.account_id, hash, answer.altText, answer.seoName]);
      }
      return rows;
    });
    for (const hash of new Set(taken.map((row) => row.hash))) {
      const answer = byName.get(hash);
      if (answer && answer.answer !== 'unanswered') this.usage.answered(job, 'batch', answer.tokens);
    }
  }

  /** Requests that wait for a file while their picture was described for another image. */
  async takeKept(): Promise<void> {
    const rows = await this.database.transaction(async (sql) => {
      const kept = await sql.run<AnsweredRequest>(takeAnswered);
      const known = { reason: null, direct: false, useless: 0 } as const;
      await unpark(
        sql,
        kept.map(({ image_id: id, alt_text: altText, seo_name: seoName }) => ({ id, altText, seoName, ...known })),
      );
      return kept;
    });
    for (const row of rows) this.usage.kept(row, 'batch');
  }

  /** Requests whose job ended before they could be part of it are asked about one by one. */
  async takeOrphans(): Promise<void> {
    await this.database.transaction(async (sql) => {
      const rows = await sql.run<{ image_id: string }>(takeOrphans);
      await unpark(
        sql,
        rows.map(({ image_id: id }) => aloneNow(id, 0)),
      );
    });
  }

  /** The job is over: images it has said nothing of are asked about one by one, a page at a time. */
  async end(job: AiJob): Promise<void> {
    for (let left = PAGE; left === PAGE;) {
      left = await this.database.transaction(async (sql) => {
        const rows = await sql.run<{ image_id: string }>(takeUnanswered, [job.id, PAGE]);
        await unpark(
          sql,
          rows.map(({ image_id: id }) => aloneNow(id, 0)),
        );
        return rows.length;
      });
    }
    await this.database.run(dropJob, [job.id]);
  }
}

function unparked(id: string, filed: FiledAnswer | undefined): Unparked[] {
  if (!filed) return [];
  const { answer } = filed;
  if (answer === 'unanswered') return [aloneNow(id, 0)];
  if (answer === 'unusable') return [aloneNow(id, 1)];
  if (answer === 'refused') {
    return [{ id, altText: null, seoName: null, reason: 'ai_refused', direct: false, useless: 0 }];
  }
  return [{ id, ...answer, reason: null, direct: false, useless: 0 }];
}

function aloneNow(id: string, useless: 0 | 1): Unparked {
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
