import type { BatchRequest, KeptWatermark } from '../model/batch-request.js';
import type { Reason } from '../model/statuses.js';

/** Uploaded files and their results are kept this long after they came in, and this long after their batch ended. */
export const UPLOAD_KEPT_HOURS = 24;

/** Why a file is refused before it becomes an image; part of the closed list of reasons. */
export type RefusedReason = Extract<Reason, 'not_an_image' | 'unsupported_format' | 'too_large' | 'storage_error'>;

/** A file of a request. Its id is that of its image; one that was refused has none. */
export interface UploadedFile {
  id: string;
  /** As it may be shown. */
  originalName: string;
  bytes: number;
  /** Where it lies in the service's own bucket, or why it does not. */
  stored: { key: string; etag: string } | null;
  reason: RefusedReason | null;
}

/** All that one request brought. At least one file was stored. */
export interface ReceivedUpload {
  id: string;
  files: UploadedFile[];
  sessionId: string;
  compress: Pick<BatchRequest['compress'], 'format' | 'quality' | 'maxWidth' | 'maxHeight'>;
  watermark: KeptWatermark | null;
  ai: Pick<NonNullable<BatchRequest['ai']>, 'altText' | 'seoRename'>;
}

/** All objects of one upload: sources under `in/`, results under `out/`. */
export function uploadFolder(accountId: string, uploadId: string): string {
  return `uploads/${accountId}/${uploadId}/`;
}
