import createClient from 'openapi-fetch';
import type { paths } from '../../../openapi/types';
import { confirmed } from './confirming';
import { watched } from './connection';
import { earlyAnswer } from './early';
import { asFailure, failureOf } from './failure';

const TIME_LIMIT_MS = 30_000;

/** The only way to the service: typed by its OpenAPI document, with the session's cookie. */
export const api = createClient<paths>({
  fetch: (given) =>
    confirmed(given, (request) =>
      watched(async () => (await earlyAnswer(request)) ?? fetch(request, { signal: limited(request.signal) })),
    ),
});

/** The value of an answer. @throws ApiFailure for every refusal, and when nobody answered */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call.catch((thrown: unknown) => {
    throw (thrown as Error).name === 'AbortError' ? thrown : asFailure(thrown);
  });
  if (!response.ok) throw failureOf(response.status, error);
  return data as T;
}

/** A header that makes a repeated POST the same one. */
export function once(): { headers: { 'Idempotency-Key': string } } {
  return { headers: { 'Idempotency-Key': newToken() } };
}

/** `crypto.randomUUID` exists only where the page came through TLS. */
export function newToken(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function limited(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]);
}
