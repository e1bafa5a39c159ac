import { Injectable, Logger } from '@nestjs/common';
import { AnswerFiles, type FiledAnswer } from '../../ai/answer-files.service.js';
import { CallError } from '../../ai/completion-call.js';
import { newId } from '../../common/ids.js';
import { Database } from '../../database/database.service.js';
import type { KeptRequest } from '../model/batch-request.js';
import { FiledAnswers } from './filed-answers.service.js';
import {
  askedByBatch,
  batchesWithFile,
  dropForgone,
  joinSame,
  lookAgain,
  makeJob,
  noteAsked,
  noteFile,
  noteJob,
  requestsOfJob,
  somebodyWaits,
  takeJob,
  type AiJob,
} from './file-jobs.sql.js';
import { ProviderPaceService } from './provider-pace.service.js';

/** Far below what the API takes (50,000 requests, 200 MB): a file is in memory once while it is sent. */
const REQUESTS_A_FILE = 500;
const CHARACTERS_A_FILE = 16_000_000;
/** A file is sent when no other request has come for so long, or when one has waited for so long. */
const QUIET_SECONDS = 2;
const LONGEST_WAIT_SECONDS = 60;
/** Longer than any step takes: a job whose worker died is looked at again after it. */
const LOOK_SECONDS = 300;
const FIRST_LOOK_SECONDS = 2;
const LONGEST_LOOK_SECONDS = 60;
/** The API gives up after 24 hours; what it says nothing of by then is given up here. */
const GIVEN_UP_AFTER_MS = 30 * 3_600_000;
const ANSWERS_A_PAGE = 200;
const JOBS_A_ROUND = 20;

/**
 * Cheap mode: requests go to the provider by the file, and images go on when their answers are there. Rows tell how far each
 * file is, so every step may be cut off and is taken up by whoever comes next.
 */
@Injectable()
export class DescriptionFilesService {
  private readonly logger = new Logger('ai');

  constructor(
    private readonly database: Database,
    private readonly files: AnswerFiles,
    private readonly filed: FiledAnswers,
    private readonly pace: ProviderPaceService,
  ) {}

  /** One round: makes files of what waits, and looks at those that are due. */
  async round(): Promise<void> {
    await this.makeFiles();
    for (let looked = 0; looked < JOBS_A_ROUND; looked += 1) {
      const [job] = await this.database.run<AiJob>(takeJob, [LOOK_SECONDS]);
      if (!job) return;
      await this.look(job);
    }
  }

  private async makeFiles(): Promise<void> {
    await this.database.run(dropForgone);
    await this.filed.takeKept();
    await this.filed.takeOrphans();
    await this.database.run(joinSame);
    const limits = [REQUESTS_A_FILE, CHARACTERS_A_FILE, QUIET_SECONDS, LONGEST_WAIT_SECONDS];
    const batches = await this.database.run<{ batch_id: string; account_id: string }>(batchesWithFile, limits);
    for (const { batch_id: batch, account_id: account } of batches) {
      await this.database.run(makeJob, [newId('aij'), account, batch, REQUESTS_A_FILE, CHARACTERS_A_FILE]);
    }
  }

  /** One step of one job. What can be tried again is; for what cannot, images are asked about one by one. */
  private async look(job: AiJob): Promise<void> {
    try {
      if (Date.now() - job.created_at.getTime() > GIVEN_UP_AFTER_MS) await this.giveUp(job);
      else if (job.file_id === null) await this.upload(job);
      else if (job.job_id === null) await this.start(job, job.file_id);
      else await this.follow(job, job.job_id);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.logger.warn(`${job.id}: ${error.message}`);
      if (error.failure.kind === 'wrong') await this.end(job);
      else await this.waitForProvider(job, error);
    }
  }

  private async upload(job: AiJob): Promise<void> {
    const requests = await this.database.run<{ name: string; body: string }>(requestsOfJob, [job.id]);
    if (requests.length === 0) return this.end(job);
    const fileId = await this.files.upload(requests);
    await this.database.run(noteFile, [job.id, job.looks, fileId]);
  }

  /** Whoever asked for the job before may have died before its name was noted: the provider is asked for it first. */
  private async start(job: AiJob, fileId: string): Promise<void> {
    const known = job.asked_at === null ? null : await this.files.jobOf(fileId);
    if (known === null && (await this.database.run(noteAsked, [job.id, job.looks])).length === 0) return;
    const jobId = known ?? (await this.files.start(fileId));
    await this.pace.succeeded();
    await this.database.run(noteJob, [job.id, job.looks, jobId, FIRST_LOOK_SECONDS]);
  }

  private async follow(job: AiJob, jobId: string): Promise<void> {
    const { isRunning, results } = await this.files.state(jobId);
    if (isRunning) {
      const isWanted = (await this.database.run(somebodyWaits, [job.id])).length > 0;
      // Told again with every look, until it has stopped: what it answers by then is counted.
      if (!isWanted) await this.files.cancel(jobId).catch(() => {});
      await this.database.run(lookAgain, [job.id, job.looks, lookAfter(job.looks)]);
      return;
    }
    await this.read(job, results);
    await this.end(job);
    for (const file of [job.file_id, ...results]) if (file) await this.files.remove(file);
  }

  private async read(job: AiJob, results: string[]): Promise<void> {
    const [batch] = await this.database.run<Pick<KeptRequest, 'ai'>>(askedByBatch, [job.batch_id]);
    if (!batch?.ai) return;
    const { altText, seoRename, language } = batch.ai;
    for (const file of results) {
      let page: FiledAnswer[] = [];
      for await (const answer of this.files.answers(file, { wanted: { altText, seoRename }, language })) {
        page.push(answer);
        if (page.length < ANSWERS_A_PAGE) continue;
        await this.filed.take(job, page);
        page = [];
      }
      await this.filed.take(job, page);
    }
  }

  private async giveUp(job: AiJob): Promise<void> {
    this.logger.warn(`${job.id}: no end in sight, its images are asked about one by one`);
    if (job.job_id) await this.files.cancel(job.job_id).catch(() => {});
    await this.end(job);
  }

  private end(job: AiJob): Promise<void> {
    return this.filed.end(job);
  }

  private async waitForProvider(job: AiJob, { failure }: CallError): Promise<void> {
    if (failure.kind === 'unavailable') await this.pace.failed();
    const asked = 'ms' in failure && failure.ms !== null ? Math.min(failure.ms / 1000, LOOK_SECONDS) : 0;
    await this.database.run(lookAgain, [job.id, job.looks, Math.max(asked, lookAfter(job.looks))]);
  }
}

function lookAfter(looks: number): number {
  return Math.min(LONGEST_LOOK_SECONDS, FIRST_LOOK_SECONDS * 1.5 ** Math.min(looks, 20));
}
