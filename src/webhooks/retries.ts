/**
 * When a delivery is tried again, after Standard Webhooks 1.0 ("Deliverability and reliability"): seconds since the
 * attempt before. Ten attempts over 76 hours, so that a receiver that is down over a weekend misses nothing.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const RETRY_SECONDS = [
  5, //               second attempt
  5 * 60, //          third
  30 * 60, //         fourth, half an hour later
  2 * 3_600, //       fifth
  5 * 3_600, //       sixth
  10 * 3_600, //      seventh
  14 * 3_600, //      eighth
  20 * 3_600, //      ninth
  24 * 3_600, //      tenth and last
];
export const MAX_ATTEMPTS = RETRY_SECONDS.length + 1;
/** Each wait is shifted by up to this part, so that what failed together does not come back together. */
const JITTER = 0.2;
/** What a receiver may ask for with `Retry-After`: not more than our own longest wait. */
const MAX_RETRY_AFTER_SECONDS = 24 * 3_600;

/** Failures in a row after which an endpoint is only probed: one delivery at a time, after a break. */
export const BREAKER_OPENS_AT = 5;
/** The first break; each probe that fails doubles it. */
export const FIRST_BREAK_SECONDS = 30;
export const LONGEST_BREAK_SECONDS = 15 * 60;
/** Without a single success for so long an endpoint is disabled. */
export const DISABLED_AFTER_DAYS = 5;

/**
 * Seconds until the next attempt, null after the last. `attempt` counts from 1. What the receiver asks for is honoured
 * when it is later than our own plan.
 */
export function retryDelay(attempt: number, retryAfter: number | null, random = Math.random()): number | null {
  const planned = RETRY_SECONDS[attempt - 1];
  if (planned === undefined) return null;
  const shifted = planned * (1 - JITTER + random * 2 * JITTER);
  return Math.max(shifted, Math.min(retryAfter ?? 0, MAX_RETRY_AFTER_SECONDS));
}

/** Too many requests, bad gateway, unavailable, gateway timeout: less is asked for, whatever the message is. */
const ASKS_FOR_LESS = new Set([429, 502, 503, 504]);
/** `Sun, 06 Nov 1994 08:49:37 GMT`, or with the day and the month as they were written before (RFC 9110, 5.6.7). */
const HTTP_DATE = /^[A-Z][a-z]{2,8}, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/;

/** Seconds of rest for the whole endpoint, when that is what the receiver asked for. */
export function endpointBreak(status: number | null, retryAfter: number | null): number | null {
  if (retryAfter === null || !ASKS_FOR_LESS.has(status ?? 0)) return null;
  return Math.min(retryAfter, LONGEST_BREAK_SECONDS);
}

/** `Retry-After` in seconds from `now`: a number, or an HTTP date. Null when it is absent or nonsense. */
export function parseRetryAfter(header: string | undefined, now = Date.now()): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // Left to itself the parser finds dates in nearly everything: `-5` is a day of 2001 to it.
  const date = HTTP_DATE.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? null : Math.max(0, (date - now) / 1_000);
}
