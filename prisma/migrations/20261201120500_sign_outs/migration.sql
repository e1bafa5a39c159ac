-- How often all sessions of a person were ended at once. A sign-in that began before sees by it that it came too late.
ALTER TABLE "people" ADD COLUMN "sign_outs" INTEGER NOT NULL DEFAULT 0;
