import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UploadedImages, type UploadedImageRow } from '../batches/uploads/uploaded-images.service.js';
import { pageQuery, toPage, type Page } from '../common/http/validation.js';
import { OwnBucket } from '../storage/own-bucket.js';
import { sessionId } from './fields.js';
import { LINK_SECONDS } from './limits.js';

/** `GET /api/compress` */
export const resultsQuery = pageQuery.extend({
  sessionId: sessionId.optional(),
  batch: z.string().min(1).max(100).optional(),
});
export type ResultsQuery = z.infer<typeof resultsQuery>;

/** What became of one file. The link is signed anew with every answer. */
export interface CompressResult {
  id: string;
  originalName: string;
  filename: string | null;
  status: UploadedImageRow['status'];
  reason: UploadedImageRow['reason'];
  originalSize: number;
  optimizedSize: number | null;
  savedPercent: number | null;
  format: string | null;
  width: number | null;
  height: number | null;
  altText: string | null;
  seoName: string | null;
  downloadUrl: string | null;
  expiresAt: string | null;
}

/** Shows what became of uploaded files, with links to the results. */
@Injectable()
export class CompressResults {
  constructor(
    private readonly images: UploadedImages,
    private readonly bucket: OwnBucket,
  ) {}

  /** All of one request, in the order of its files; null when they are no longer kept. */
  async ofBatch(accountId: string, batchId: string): Promise<{ sessionId: string; results: CompressResult[] } | null> {
    const rows = await this.images.ofBatch(accountId, batchId);
    const [first] = rows;
    return first ? { sessionId: first.session_id, results: await this.views(rows) } : null;
  }

  /** Newest first. */
  async list(accountId: string, query: ResultsQuery): Promise<Page<CompressResult>> {
    const { data, next } = toPage(await this.images.list(accountId, query), query.limit, (row) => row);
    return { data: await this.views(data), next };
  }

  private views(rows: UploadedImageRow[]): Promise<CompressResult[]> {
    return Promise.all(rows.map((row) => this.view(row)));
  }

  private async view(row: UploadedImageRow): Promise<CompressResult> {
    const { target_key: target } = row;
    const isDone = row.status === 'succeeded' && target !== null;
    const filename = isDone ? target.slice(target.lastIndexOf('/') + 1) : null;
    return {
      id: row.id,
      originalName: row.original_name,
      filename,
      status: row.status,
      reason: row.reason,
      originalSize: row.bytes,
      optimizedSize: row.out_bytes,
      savedPercent: savedPercent(row),
      format: row.out_format,
      width: row.out_width,
      height: row.out_height,
      altText: row.alt_text,
      seoName: row.seo_name,
      ...(isDone && filename !== null ? await this.link(target, filename, row.kept_until) : NO_LINK),
    };
  }

  /** No link outlives its object. */
  private async link(key: string, filename: string, keptUntil: Date) {
    const now = Date.now();
    const seconds = Math.max(1, Math.min(LINK_SECONDS, Math.floor((keptUntil.getTime() - now) / 1000)));
    const downloadUrl = await this.bucket.link(key, filename, seconds);
    return { downloadUrl, expiresAt: new Date(now + seconds * 1000).toISOString() };
  }
}

const NO_LINK = { downloadUrl: null, expiresAt: null };

/** With one decimal; negative when the result is larger, which a fixed type can make it. */
function savedPercent({ bytes, out_bytes }: UploadedImageRow): number | null {
  return out_bytes === null ? null : Math.round((1 - out_bytes / bytes) * 1_000) / 10;
}
