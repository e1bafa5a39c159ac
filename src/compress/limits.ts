import { MAX_WATERMARK_BYTES } from '../images/watermark.js';

const MEGABYTE = 1024 * 1024;

/** Fluximage's limits. */
export const MAX_FILES = 20;
export const MAX_FILE_BYTES = 20 * MEGABYTE;
/** All files, the watermark, and a megabyte for fields and what stands between the parts. */
export const MAX_BODY_BYTES = MAX_FILES * MAX_FILE_BYTES + MAX_WATERMARK_BYTES + MEGABYTE;

/** Longest silence of a client while it sends. Only waiting for it counts. */
export const STALL_LIMIT_MS = 30_000;
/** For the whole body. */
export const RECEIVE_LIMIT_MS = 600_000;
/** How long a link to a result works; a new one can be asked for as long as the result is kept. */
export const LINK_SECONDS = 3_600;

/** Requests whose bodies are received at once: each may hold some 10 MB on their way to the bucket. */
export const RECEIVED_AT_ONCE = 32;
export const RECEIVED_AT_ONCE_BY_ACCOUNT = 8;
/** Long enough for a picture of 10 MB from a phone. */
export const RECEIVING_TURN_MS = 30_000;
