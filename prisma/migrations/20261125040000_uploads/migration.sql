-- Files that came in with POST /api/compress. They lie in the service's own bucket, which is no connection of any account.

-- One request. The row is there before its first object, so whatever a dead process leaves behind is found and deleted.
CREATE TABLE "uploads" (
    "id" TEXT COLLATE "C" NOT NULL,
    "account_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    -- Its objects are kept until then at least, and longer when its batch ends later.
    "delete_after" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "uploads_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "uploads_due" ON "uploads" (delete_after);

-- One file of a request that was admitted; its id is that of its image. One that was refused at the door has no image.
CREATE TABLE "uploaded_files" (
    "id" TEXT COLLATE "C" NOT NULL,
    "upload_id" TEXT COLLATE "C" NOT NULL,
    "account_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "original_name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "uploaded_files_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "uploaded_files_words" CHECK (reason IN ('not_an_image', 'unsupported_format', 'too_large', 'storage_error'))
);
ALTER TABLE "uploaded_files" ADD CONSTRAINT "uploaded_files_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "uploads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "uploaded_files_upload" ON "uploaded_files" (upload_id);
CREATE INDEX "uploaded_files_listed" ON "uploaded_files" (account_id, id);
CREATE INDEX "uploaded_files_session" ON "uploaded_files" (account_id, session_id, id);

-- A batch of uploaded files names no connections, which means the service's own bucket; any other batch must name both.
ALTER TABLE "batches" ADD COLUMN "upload_id" TEXT COLLATE "C";
ALTER TABLE "batches" ALTER COLUMN "source_connection_id" DROP NOT NULL;
ALTER TABLE "batches" ALTER COLUMN "destination_connection_id" DROP NOT NULL;
ALTER TABLE "batches" ADD CONSTRAINT "batches_own_bucket_only_for_uploads" CHECK (
  (upload_id IS NULL AND source_connection_id IS NOT NULL AND destination_connection_id IS NOT NULL)
  OR (upload_id IS NOT NULL AND source_connection_id IS NULL AND destination_connection_id IS NULL));
CREATE UNIQUE INDEX "batches_of_uploads" ON "batches" (upload_id) WHERE upload_id IS NOT NULL;
