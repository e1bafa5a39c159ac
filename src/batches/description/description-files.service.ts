import { Injectable, Logger } from '@nestjs/common';
import { errorText } from '../../common/foreign-text.js';
import { BatchApiService, type FiledReply } from '../../ai/batch-api.service.js';
import { CallError } from '../../ai/completion-call.js';
import { newId } from '../../common/ids.js';
import { DatabaseService } from '../../database/database.service.js';
import type { KeptRequest } from '../model/batch-request.js';
import { LostClaim, type ClaimedImage } from '../model/claimed-image.js';
import { AiCeilingService } from '../ceiling/ai-ceiling.service.js';
import { AiUsageService } from './ai-usage.service.js';
import { DescribeService } from './describe.service.js';
import type { Described } from './described.js';
import {
  anyRequest,
  askedByBatch,
  batchesWithFile,
  dropForgone,
  dropJob,
  joinSame,
  lookAgain,
  makeJob,
  noteAsked,
  noteFile,
  noteJob,
  requestsOfJob,
  somebodyWaits,
  takeJob,
  type FileJob,
} from './file-jobs.sql.js';
import { releaseOrphans, releaseUnanswered, takeDescribed, takeReplies } from './parked-images.js';
import { countParked, parkImage } from './parked-images.sql.js';
import { ProviderPaceService } from './provider-pace.service.js';

/** Parked images of all accounts. The dispatcher counts them five times a second, so they stay few. */
const MAX_PARKED = 10_000;
/** Parked images whose request, with its preview, is still in the database: about 50 kB each. */
const MAX_UNSENT = 2_000;
/** Of these, of one account: whoever parks many leaves places for three others. */
export const MAX_PARKED_OF_ACCOUNT = MAX_PARKED / 4;
export const MAX_UNSENT_OF_ACCOUNT = MAX_UNSENT / 4;
/** Far below what the API takes (50,000 requests, 200 MB): a file is in memory once while it is sent. */
const REQUESTS_A_FILE = 500;
const CHARACTERS_A_FILE = 16_000_000;
/** A file is sent when no request has come for `QUIET_SECONDS`, or when one has waited for `LONGEST_WAIT_SECONDS`. */
const QUIET_SECONDS = 2;
const LONGEST_WAIT_SECONDS = 60;
/** Longer than any step takes: a job whose worker died is looked at again after it. */
const LOOK_SECONDS = 300;
const FIRST_LOOK_SECONDS = 2;
const LONGEST_LOOK_SECONDS = 60;
/** The API gives up after 24 hours; what it says nothing of by then is given up here. */
const GIVEN_UP_SECONDS = 30 * 3_600;
const REPLIES_A_PAGE = 200;
const JOBS_A_ROUND = 20;

/**
 * Cheap mode: an image is parked before it is compressed, its request goes to the provider in a file, and the image goes on
 * when the reply is there. Rows say how far each file is, so every step may be cut off and another process goes on.
 */
@Injectable()
export class DescriptionFilesService {
  private readonly logger = new Logger('ai');

  constructor(
    private readonly database: DatabaseService,
    private readonly api: BatchApiService,
    private readonly describing: DescribeService,
    private readonly usage: AiUsageService,
    private readonly pace: ProviderPaceService,
    private readonly ceiling: AiCeilingService,
  ) {}

  /** How many more images may be parked. */
  async capacity(): Promise<number> {
    const [count] = await this.database.run<{ parked: number; unsent: number }>(countParked);
    return Math.max(0, Math.min(MAX_PARKED - (count?.parked ?? 0), MAX_UNSENT - (count?.unsent ?? 0)));
  }

  /** Parks an image until its reply is there, or says what is known of it already. @throws LostClaim */
  async park(image: ClaimedImage, bytes: Buffer, etag: string): Promise<Described | 'parked'> {
    const inquiry = await this.describing.inquire(image, bytes);
    if (inquiry.kind === 'described') return inquiry.described;
    const { question } = inquiry;
    const cached = await this.describing.cached(image, question);
    if (cached) return cached;
    const body = this.api.requestBody(question.request);
    const parked = await this.database.run(parkImage, [image.id, image.attempts, etag, question.hash, body]);
    if (parked.length === 0) throw new LostClaim();
    return 'parked';
  }

  /** One round: makes files of what waits, and looks at those that are due. */
  async round(): Promise<void> {
    await this.makeFiles();
    for (let looked = 0; looked < JOBS_A_ROUND; looked += 1) {
      const [job] = await this.database.run<FileJob>(takeJob, [LOOK_SECONDS, GIVEN_UP_SECONDS]);
      if (!job) return;
      await this.look(job);
    }
  }

  private async makeFiles(): Promise<void> {
    await this.database.run(dropForgone);
    for (const row of await takeDescribed(this.database)) this.usage.fromCache(row, 'batch');
    await releaseOrphans(this.database);
    await this.database.run(joinSame);
    await this.ceiling.putBack();
    const limits = [REQUESTS_A_FILE, CHARACTERS_A_FILE, QUIET_SECONDS, LONGEST_WAIT_SECONDS];
    const batches = await this.database.run<{ batch_id: string; account_id: string }>(batchesWithFile, limits);
    for (const { batch_id: batch, account_id: account } of batches) {
      await this.database.run(makeJob, [newId('aij'), account, batch, REQUESTS_A_FILE, CHARACTERS_A_FILE]);
    }
  }

  /** One step of one job. A passing fault is tried again; after any other, its images are asked about one by one. */
  private async look(job: FileJob): Promise<void> {
    try {
      if (job.given_up) await this.giveUp(job);
      else if (job.file_id === null) await this.upload(job);
      else if (job.job_id === null) await this.start(job, job.file_id);
      else await this.follow(job, job.job_id);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.logger.warn(`${job.id}: ${errorText(error)}`);
      if (error.failure.kind === 'wrong') await this.end(job);
      else await this.waitForProvider(job, error);
    }
  }

  private async upload(job: FileJob): Promise<void> {
    if (!(await this.isWaitedFor(job))) return this.end(job);
    const requests = await this.database.run<{ name: string; body: string }>(requestsOfJob, [job.id]);
    if (requests.length === 0) return this.end(job);
    const fileId = await this.api.upload(requests);
    await this.database.run(noteFile, [job.id, job.looks, fileId]);
  }

  /** A process may have died after it asked for the job and before it noted its name: the provider is asked for it first. */
  private async start(job: FileJob, fileId: string): Promise<void> {
    const known = job.asked_at === null ? null : await this.api.jobOf(fileId);
    if (known === null && !(await this.isWaitedFor(job))) return this.end(job);
    if (known === null && (await this.database.run(noteAsked, [job.id, job.looks])).length === 0) return;
    const jobId = known ?? (await this.api.start(fileId));
    await this.pace.succeeded();
    await this.database.run(noteJob, [job.id, job.looks, jobId, FIRST_LOOK_SECONDS]);
  }

  private async follow(job: FileJob, jobId: string): Promise<void> {
    const { isRunning, results } = await this.api.state(jobId);
    if (isRunning) {
      // Asked again with every look until the job has stopped: replies it gives by then are counted.
      if (!(await this.isWaitedFor(job))) await this.api.cancel(jobId).catch(() => {});
      await this.database.run(lookAgain, [job.id, job.looks, lookAfter(job.looks)]);
      return;
    }
    await this.read(job, results);
    await this.end(job, results);
  }

  private async isWaitedFor(job: FileJob): Promise<boolean> {
    return (await this.database.run(somebodyWaits, [job.id])).length > 0;
  }

  private async read(job: FileJob, results: string[]): Promise<void> {
    if ((await this.database.run(anyRequest, [job.id])).length === 0) return;
    const [batch] = await this.database.run<Pick<KeptRequest, 'ai'>>(askedByBatch, [job.batch_id]);
    if (!batch?.ai) return;
    const { altText, seoRename, language } = batch.ai;
    for (const file of results) {
      let page: FiledReply[] = [];
      for await (const reply of this.api.replies(file, { wanted: { altText, seoRename }, language })) {
        page.push(reply);
        if (page.length < REPLIES_A_PAGE) continue;
        await this.take(job, page);
        page = [];
      }
      await this.take(job, page);
    }
  }

  private async giveUp(job: FileJob): Promise<void> {
    this.logger.warn(`${job.id}: the provider does not finish it; its images are asked about one by one`);
    if (job.job_id) await this.api.cancel(job.job_id).catch(() => {});
    await this.end(job);
  }

  private async take(job: FileJob, replies: FiledReply[]): Promise<void> {
    for (const { tokens } of await takeReplies(this.database, job, replies)) this.usage.replied(job, 'batch', tokens);
  }

  /** The row goes last: as long as it is there, a file that could not be deleted is tried again with the next look. */
  private async end(job: FileJob, results: string[] = []): Promise<void> {
    await releaseUnanswered(this.database, job);
    const files = [job.file_id, ...results].filter((file) => file !== null);
    const removed = await Promise.all(files.map((file) => this.api.remove(file)));
    const isOver = removed.every(Boolean) || job.given_up;
    if (isOver) await this.database.run(dropJob, [job.id]);
    else await this.database.run(lookAgain, [job.id, job.looks, lookAfter(job.looks)]);
  }

  private async waitForProvider(job: FileJob, { failure }: CallError): Promise<void> {
    if (failure.kind === 'unavailable') await this.pace.failed();
    const asked = 'ms' in failure && failure.ms !== null ? Math.min(failure.ms / 1000, LOOK_SECONDS) : 0;
    await this.database.run(lookAgain, [job.id, job.looks, Math.max(asked, lookAfter(job.looks))]);
  }
}

function lookAfter(looks: number): number {
  return Math.min(LONGEST_LOOK_SECONDS, FIRST_LOOK_SECONDS * 1.5 ** Math.min(looks, 20));
}
