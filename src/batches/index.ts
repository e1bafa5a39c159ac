/** What other rooms may use of this one. Its folders are its own: .dependency-cruiser.mjs keeps others out of them. */
export { BATCH_CHECKS } from './audit.sql.js';
export { BatchesModule } from './batches.module.js';
export { AiCeilingService } from './ceiling/ai-ceiling.service.js';
export { CancelService } from './control/cancel.service.js';
export { DescriptionCacheService } from './description/description-cache.service.js';
export { ExpansionEndService } from './expansion/expansion-end.service.js';
export type { KeptWatermark } from './model/batch-request.js';
export { IMAGE_STATUSES, REASONS } from './model/statuses.js';
export { batchResponse } from './reading/batch-responses.js';
export type { BatchView } from './reading/batch-view.js';
export { ImageRetentionService } from './retention/image-retention.service.js';
export { uploadFolder, type RefusedReason, type UploadedFile } from './uploads/upload.js';
export { UploadedImagesService, type UploadedImageRow } from './uploads/uploaded-images.service.js';
export { UploadRetentionService } from './uploads/upload-retention.service.js';
export { UploadsService } from './uploads/uploads.service.js';
export { RescueService } from './work/rescue.service.js';
