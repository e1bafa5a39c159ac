-- Answers of the AI: kept for a while, counted for the operator, and asked for in files where a batch has time.

ALTER TABLE "images"
  -- Why it will have no text, known before it is compressed.
  ADD COLUMN "ai_reason" TEXT CHECK (ai_reason IN ('ai_refused', 'ai_failed')),
  -- Answers that were of no use, and times that its own request got none while the provider was alive.
  ADD COLUMN "ai_asked" SMALLINT NOT NULL DEFAULT 0,
  ADD COLUMN "ai_unanswered" SMALLINT NOT NULL DEFAULT 0,
  -- Of a batch that can wait for its answers: this image is asked about by itself.
  ADD COLUMN "ai_direct" BOOLEAN NOT NULL DEFAULT false;
-- An image that waits for an answer of a file is 'processing' without a lease: nobody's, and not left behind.
CREATE INDEX "images_parked" ON "images" (batch_id) WHERE status = 'processing' AND lease_until IS NULL;

-- What a picture was described as, by all that the answer depends on. Without an answer: somebody is asking.
CREATE TABLE "ai_answers" (
    "account_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "alt_text" TEXT,
    "seo_name" TEXT,
    -- The image whose worker asks; its claim is that of the question too.
    "asked_by" TEXT COLLATE "C",
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "ai_answers_pkey" PRIMARY KEY ("account_id", "hash")
);
CREATE INDEX "ai_answers_asked" ON "ai_answers" (asked_at);

-- What the answers to a batch's images cost the operator.
CREATE TABLE "ai_usage" (
    "batch_id" TEXT COLLATE "C" NOT NULL,
    "model" TEXT NOT NULL,
    "delivery" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "requests" BIGINT NOT NULL DEFAULT 0,
    "from_cache" BIGINT NOT NULL DEFAULT 0,
    "input_tokens" BIGINT NOT NULL DEFAULT 0,
    "cached_input_tokens" BIGINT NOT NULL DEFAULT 0,
    "output_tokens" BIGINT NOT NULL DEFAULT 0,
    -- Millionths of a thousandth of a dollar; null when nobody knows the model's price.
    "nanodollars" BIGINT,

    CONSTRAINT "ai_usage_pkey" PRIMARY KEY ("batch_id", "model", "delivery")
);
ALTER TABLE "ai_usage" ADD CONSTRAINT "ai_usage_words" CHECK (delivery IN ('direct', 'batch'));

-- One file of requests at the provider, all of one batch.
CREATE TABLE "ai_jobs" (
    "id" TEXT COLLATE "C" NOT NULL,
    "account_id" TEXT NOT NULL,
    "batch_id" TEXT COLLATE "C" NOT NULL,
    -- The provider's names for the file and for its job.
    "file_id" TEXT,
    "job_id" TEXT,
    -- The job was asked for; whether the provider has it is known with its name.
    "asked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    -- When somebody looks at it next; whoever does pushes it on, so that no other does.
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "looks" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ai_jobs_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "ai_jobs_due" ON "ai_jobs" (next_at);
CREATE INDEX "ai_jobs_of_batch" ON "ai_jobs" (batch_id);

-- An image that waits for its answer, from before its request is sent until the answer is on its row.
CREATE TABLE "ai_requests" (
    "image_id" TEXT COLLATE "C" NOT NULL,
    "account_id" TEXT NOT NULL,
    "batch_id" TEXT COLLATE "C" NOT NULL,
    "hash" TEXT NOT NULL,
    -- The request as the provider takes it; gone once the provider has it.
    "body" TEXT,
    "ai_job_id" TEXT COLLATE "C",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ai_requests_pkey" PRIMARY KEY ("image_id")
);
CREATE INDEX "ai_requests_unsent" ON "ai_requests" (batch_id, created_at) WHERE ai_job_id IS NULL;
CREATE INDEX "ai_requests_of_job" ON "ai_requests" (ai_job_id, hash) WHERE ai_job_id IS NOT NULL;
CREATE INDEX "ai_requests_same" ON "ai_requests" (account_id, hash) WHERE ai_job_id IS NOT NULL;
