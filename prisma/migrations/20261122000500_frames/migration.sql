-- How many pictures an animation had, and how many its result has: a type that holds no animation keeps the first.
ALTER TABLE "images" ADD COLUMN "in_frames" INTEGER, ADD COLUMN "out_frames" INTEGER;
