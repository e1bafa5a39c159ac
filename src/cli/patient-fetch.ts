import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, Failure } from './failure.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** For the headers of an answer; a report may then come for as long as it takes. */
const ANSWER_LIMIT_MS = 60_000;

/**
 * `fetch` that tries again while nobody answers or the answer says that a repetition may help, for `patienceMs` in all.
 * What is sent must be safe to repeat: a GET, or a POST with an `Idempotency-Key` or without an effect the second time.
 * @throws Failure when nobody answered until then
 */
export function patientFetch(patienceMs: number): (request: Request) => Promise<Response> {
  return async (request) => {
    const deadline = Date.now() + patienceMs;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const answer = await attempt(request.clone());
      if (answer instanceof Response && !(await isPassing(answer))) return answer;
      const wait = Math.max(
        answer instanceof Response ? retryAfterMs(answer.headers) : 0,
        pause * (0.75 + Math.random() / 2),
      );
      if (Date.now() + wait > deadline) return lastWord(request, answer);
      await sleep(wait);
    }
  };
}

async function attempt(request: Request): Promise<Response | Error> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Error('no answer in time')), ANSWER_LIMIT_MS);
  try {
    return await fetch(request, { signal: limit.signal });
  } catch (error) {
    return error as Error;
  } finally {
    clearTimeout(timer);
  }
}

/** What the service cannot do because of its settings, it will not do a moment later either. */
async function isPassing(answer: Response): Promise<boolean> {
  if (answer.status === 429) return true;
  if (answer.status < 500) return false;
  const body = (await answer
    .clone()
    .json()
    .catch(() => ({}))) as { code?: string };
  return !body.code?.endsWith('_not_configured');
}

/** `Retry-After` in seconds; the service sends no dates. */
function retryAfterMs(headers: Headers): number {
  const seconds = Number(headers.get('retry-after') ?? 0);
  return Number.isFinite(seconds) ? seconds * 1000 : 0;
}

function lastWord({ url }: Request, answer: Response | Error): Response {
  if (answer instanceof Response) return answer;
  const cause =
    answer.cause instanceof Error
      ? answer.cause.message || String((answer.cause as { code?: string }).code)
      : answer.message;
  throw new Failure(EXIT.unreachable, `Nobody answers at ${new URL(url).origin}: ${cause}`);
}
