import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type UploadedImageRow, UploadedImagesService } from '../batches/index.js';
import { pageQuery, toPage, type Page } from '../common/http/validation.js';
import { OwnBucketService } from '../storage/own-bucket.service.js';
import type { StorageError } from '../storage/storage-error.js';
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

/** A result as an archive holds it. */
export interface ResultFile {
  key: string;
  name: string;
}

/** More than a session of one request has. */
const MAX_ARCHIVED = 200;

/** Shows what became of uploaded files, with links to the results. */
@Injectable()
export class CompressResultsService {
  constructor(
    private readonly images: UploadedImagesService,
    private readonly bucket: OwnBucketService,
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

  /** The results of a session that can still be had, each under a name of its own. */
  async files(accountId: string, sessionId: string): Promise<ResultFile[]> {
    const rows = await this.images.list(accountId, { sessionId, limit: MAX_ARCHIVED });
    const taken = new Map<string, number>();
    return rows.toReversed().flatMap(({ status, target_key: key }) => {
      if (status !== 'succeeded' || key === null) return [];
      const name = nameOf(key);
      const count = (taken.get(name) ?? 0) + 1;
      taken.set(name, count);
      return [{ key, name: count === 1 ? name : name.replace(/(\.[^.]*)?$/, `-${count}$1`) }];
    });
  }

  /** Opens one file behind the other; what is gone meanwhile is left out. */
  async *contents(files: ResultFile[], signal: AbortSignal) {
    for (const { key, name } of files) {
      const object = await this.bucket.open(key, null, signal).catch((error: StorageError) => {
        if (error.reason !== 'not_found') throw error;
      });
      if (object) yield { name, input: object.bytes };
    }
  }

  private views(rows: UploadedImageRow[]): Promise<CompressResult[]> {
    return Promise.all(rows.map((row) => this.view(row)));
  }

  private async view(row: UploadedImageRow): Promise<CompressResult> {
    const { target_key: target } = row;
    const isDone = row.status === 'succeeded' && target !== null;
    const filename = isDone ? nameOf(target) : null;
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

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

const NO_LINK = { downloadUrl: null, expiresAt: null };

/** With one decimal; negative when the result is larger, which a fixed type can make it. */
function savedPercent({ bytes, out_bytes }: UploadedImageRow): number | null {
  return out_bytes === null ? null : Math.round((1 - out_bytes / bytes) * 1_000) / 10;
}
