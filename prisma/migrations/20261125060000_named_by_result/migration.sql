-- Results whose place was chosen with the result are found again by their source.

ALTER TABLE "images" ADD COLUMN "named_by_result" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "images_named_by_result" ON "images" (account_id, key, batch_id) WHERE named_by_result;
