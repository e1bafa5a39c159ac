import OpenAI from 'openai';
import { foreignName, foreignText } from '../common/foreign-text.js';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';

/** How a request came to nothing. */
export type CallFailure =
  /** 429: asked too often. `ms` is what the provider wants us to wait, null when it does not say. */
  | { kind: 'limited'; ms: number | null }
  /** 429 that no waiting of ours ends: the provider's account has no money. */
  | { kind: 'exhausted' }
  /** 5xx, no answer in time, no connection. */
  | { kind: 'unavailable'; ms: number | null }
  /** The request or the key is wrong: the same again would end the same. */
  | { kind: 'wrong' };

/** A request that was not answered with a completion. The message is safe to log: no text of the provider's in it. */
export class CallError extends Error {
  constructor(
    readonly failure: CallFailure,
    message: string,
  ) {
    super(message);
    this.name = 'CallError';
  }
}

/** Sends one request, once. @throws CallError */
export async function callOnce<T>(client: OpenAI, send: (options: { signal: AbortSignal }) => Promise<T>): Promise<T> {
  // The SDK's timeout ends when the answer's head arrives; this one also covers a body that never does.
  const signal = AbortSignal.timeout(client.timeout);
  try {
    return await send({ signal });
  } catch (error) {
    throw new CallError(failureOf(error), `The AI endpoint failed: ${textOf(error)}`);
  }
}

/** One completion, as the provider gives it. @throws CallError */
export function complete(client: OpenAI, body: ChatCompletionCreateParamsNonStreaming): Promise<unknown> {
  return callOnce(client, (options) => client.chat.completions.create(body, options));
}

function failureOf(error: unknown): CallFailure {
  if (!(error instanceof OpenAI.APIError) || error.status === undefined) return { kind: 'unavailable', ms: null };
  const { status, code } = error as { status: number; code?: string | null };
  const ms = retryAfterMs(error.headers as Headers | undefined);
  if (status === 429) return code === 'insufficient_quota' ? { kind: 'exhausted' } : { kind: 'limited', ms };
  if (status === 408 || status === 409 || status >= 500) return { kind: 'unavailable', ms };
  return { kind: 'wrong' };
}

/** `retry-after-ms`, or `Retry-After` in seconds or as a date. */
function retryAfterMs(headers: Headers | undefined): number | null {
  const ms = headers?.get('retry-after-ms');
  const after = headers?.get('retry-after');
  const wanted = ms
    ? Number(ms)
    : after
      ? /^[\d.]+$/.test(after)
        ? Number(after) * 1000
        : Date.parse(after) - Date.now()
      : NaN;
  return Number.isFinite(wanted) ? Math.max(0, wanted) : null;
}

/** Status and code only: an endpoint's own text may repeat what it was sent. */
function textOf(error: unknown): string {
  if (error instanceof OpenAI.APIError && error.status) {
    return [error.status, error.code && foreignName(error.code)].filter(Boolean).join(' ');
  }
  return error instanceof Error ? foreignText(error.message) : 'unknown error';
}
