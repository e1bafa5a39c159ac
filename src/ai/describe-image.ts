import { setTimeout as sleep } from 'node:timers/promises';
import type OpenAI from 'openai';
import { AiError, ProviderDown } from './ai-error.js';
import { readReply, readTokens } from './reply.js';
import { CallError, complete } from './completion-call.js';
import type { DescribeRequest, Description, Tokens } from './description.js';
import { completionFor } from './prompt.js';
import type { SharedPace } from './shared-pace.js';

/** A model that replies with nonsense is asked once more; the second reply is often good. */
export const TIMES_TO_ASK = 2;
/** Requests for one description that get no reply: 5xx, silence, lost connections. */
const TRIES = 3;
const FIRST_PAUSE_MS = 1_000;
/** Refusals for haste before the picture makes room for others. */
const TIMES_LIMITED = 6;
/** A break that is longer than this is not sat out with a picture in hand, whatever `Retry-After` says. */
const LONGEST_REST_MS = 60_000;
/** The first probe of a provider that asked for a long break comes no later than this: what it asks for may be wrong. */
const FIRST_PROBE_MS = 300_000;

/** How one picture is asked about. */
export interface Asking {
  pace: SharedPace;
  /** Ends all waiting. */
  signal: AbortSignal;
  /** Replies that were of no use before. */
  askedBefore: number;
  /** Called with the tokens of each reply, also of those that were of no use. */
  spent(tokens: Tokens): void;
}

/**
 * Alt text and name of one picture from one completion.
 * @throws AiError when there will be none; ProviderDown when there may be later
 */
export async function describeImage(
  client: OpenAI,
  model: string,
  request: DescribeRequest,
  asking: Asking,
): Promise<Description> {
  const body = completionFor(request, model);
  for (let asked = asking.askedBefore; asked < TIMES_TO_ASK; asked += 1) {
    const completion = await persistently(asking, () => complete(client, body));
    asking.spent(readTokens(completion));
    const reply = readReply(completion, request);
    if (reply === 'refused') throw new AiError('ai_refused', 'The model or its filter declined the picture');
    if (reply !== 'unusable') return reply;
  }
  throw new AiError('ai_failed', `The model gave ${TIMES_TO_ASK} replies that are no description`);
}

/**
 * Sends a request until it gets a reply, in turn with all other workers, while that can help.
 * @throws AiError, ProviderDown
 */
export async function persistently<T>(
  { pace, signal }: Pick<Asking, 'pace' | 'signal'>,
  send: () => Promise<T>,
): Promise<T> {
  for (let [failed, limited] = [0, 0]; ;) {
    await pace.turn(signal);
    try {
      const answered = await send();
      await pace.succeeded();
      return answered;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const { failure } = error;
      if (failure.kind === 'wrong') throw new AiError('ai_failed', error.message);
      if (failure.kind === 'exhausted') return shutOut(pace, FIRST_PROBE_MS);
      if (failure.kind === 'limited') {
        limited += 1;
        const ms = failure.ms ?? pauseMs(limited);
        if (limited >= TIMES_LIMITED || ms > LONGEST_REST_MS) return shutOut(pace, Math.min(ms, FIRST_PROBE_MS));
        await pace.rest(ms);
      } else {
        failed += 1;
        if (await pace.failed()) throw new ProviderDown(0, true);
        if (failed >= TRIES) throw new AiError('ai_failed', error.message);
        await sleep(Math.min(failure.ms ?? pauseMs(failed), LONGEST_REST_MS), undefined, { signal });
      }
    }
  }
}

async function shutOut(pace: SharedPace, ms: number): Promise<never> {
  await pace.close(ms);
  throw new ProviderDown(0);
}

/** Doubles each time; the jitter keeps requests that failed together from coming back together. */
function pauseMs(times: number): number {
  return FIRST_PAUSE_MS * 2 ** (times - 1) * (0.75 + Math.random() / 2);
}
