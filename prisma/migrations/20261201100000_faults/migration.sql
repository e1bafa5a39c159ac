-- Rows that a duty of the service failed on: each is left out until it is tried again, so that it stops nobody else.
CREATE TABLE "faults" (
    "duty" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "account_id" TEXT,
    "error" TEXT NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "first_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retry_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "faults_pkey" PRIMARY KEY ("duty", "subject")
);
