import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ApiError } from '../../common/errors.js';
import { pageQuery, toPage, type Page } from '../../common/http/validation.js';
import { DatabaseService, type Sql, type Statement } from '../../database/database.service.js';
import { AiCeilingService } from '../ceiling/ai-ceiling.service.js';
import { batchView, type BatchRow, type BatchView } from './batch-view.js';
import { imageView, type ImageRow } from './image-view.js';
import { countReasons, listBatches, listImages, readBatch, readInOrder } from './read.sql.js';
import { BATCH_STATUSES, IMAGE_STATUSES, REASONS, type Reason, ENDED_STATUSES } from '../model/statuses.js';

export const batchesQuery = pageQuery.extend({
  status: z.enum(BATCH_STATUSES).optional(),
});
export const imagesQuery = pageQuery.extend({
  status: z.enum(IMAGE_STATUSES).optional(),
  reason: z.enum(REASONS).optional(),
});

/** How many images of a batch ended with a status and a reason, counted up to `COUNTED_REASONS`. */
export interface ReasonCount {
  status: (typeof ENDED_STATUSES)[number];
  reason: Reason;
  images: number;
}

const REPORT_PAGE = 500;

/** What the API shows of batches and their images. */
@Injectable()
export class BatchReaderService {
  constructor(
    private readonly database: DatabaseService,
    private readonly ceiling: AiCeilingService,
  ) {}

  /** @throws ApiError `not_found`, also for another account's batch */
  async batch(sql: Sql, accountId: string, id: string): Promise<BatchView> {
    return batchView(await this.row(sql, accountId, id));
  }

  /** What is stored of it. @throws ApiError `not_found` */
  async row(sql: Sql, accountId: string, id: string): Promise<BatchRow> {
    const [row] = await sql.run<BatchRow>(readBatch, [id, accountId, this.ceiling.setting]);
    if (!row) throw new ApiError('not_found');
    return row;
  }

  get(accountId: string, id: string): Promise<BatchView> {
    return this.batch(this.database, accountId, id);
  }

  async list(accountId: string, query: z.infer<typeof batchesQuery>): Promise<Page<BatchView>> {
    const { status = null, cursor = null, limit } = query;
    const values = [accountId, status, cursor, limit + 1, this.ceiling.setting];
    const rows = await this.database.run<BatchRow>(listBatches, values);
    return toPage(rows, limit, batchView);
  }

  async images(accountId: string, id: string, query: z.infer<typeof imagesQuery>) {
    await this.requireImages(accountId, id);
    const { status = null, reason = null, cursor = '', limit } = query;
    const rows = await this.page(listImages(status, reason), [id, cursor, limit + 1]);
    return toPage(rows, limit, imageView);
  }

  /** Why images ended as they did. @throws ApiError `not_found` */
  async reasons(accountId: string, id: string): Promise<{ data: ReasonCount[] }> {
    await this.requireImages(accountId, id);
    return { data: await this.database.run<ReasonCount>(countReasons, [id, ENDED_STATUSES, REASONS]) };
  }

  /** @throws ApiError `not_found`, also for a batch whose images are not kept any more */
  async requireImages(accountId: string, id: string): Promise<void> {
    requireKept(await this.row(this.database, accountId, id));
  }

  /** Every image of a batch in key order, a page in memory at a time. The caller knows that the batch may be read. */
  async *allImages(id: string) {
    for (let cursor = ''; ;) {
      const rows: ImageRow[] = await this.page(listImages(null, null), [id, cursor, REPORT_PAGE]);
      yield* rows.map(imageView);
      const last = rows.at(-1);
      if (!last || rows.length < REPORT_PAGE) return;
      cursor = last.id;
    }
  }

  private page(list: Statement, values: unknown[]): Promise<ImageRow[]> {
    return this.database.transaction(async (sql) => {
      await sql.run(readInOrder);
      return sql.run<ImageRow>(list, values);
    });
  }
}

/** @throws ApiError `not_found` when its images are not kept any more */
export function requireKept({ forgetting_at }: BatchRow): void {
  if (forgetting_at) throw new ApiError('not_found', {}, 'The batch ended long ago: its images are not kept any more');
}
