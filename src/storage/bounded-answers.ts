import { Readable } from 'node:stream';
import type { DeserializeMiddleware, MiddlewareStack } from '@smithy/types';
import { StorageError } from './storage-error.js';

/** An error of S3 or STS is a code and a sentence. */
const REFUSAL_BYTES = 65_536;
/**
 * A page of 1,000 keys has about 400 kB, and up to 1.5 MB when each key has the longest 1,024 bytes; 6.6 MB if each byte of them
 * is escaped as six characters. The SDK parses an answer in one go, and 6.6 MB block the thread for a second or two. So the limit is
 * what it parses in 300 ms, and a page that is larger is asked for in pages of `SMALL_PAGE`: 125 × (6 × 1,024 + 500) is 830 kB.
 */
export const ANSWER_BYTES = 1_048_576;
export const SMALL_PAGE = 125;
/** The longest value is a key, of 6 × 1,024 bytes at most. The SDK takes a second for a text of 1 MB, but not for as many short ones. */
const VALUE_BYTES = 8_192;

/** An answer that was not read to its end, because it was longer than any such answer is. */
export class AnswerTooLarge extends StorageError {
  constructor(maxBytes: number) {
    super('storage_error', `The storage answered more than the ${maxBytes} bytes that were expected at most`, true);
  }
}

/**
 * The SDK collects and parses whatever a server answers, however much it is. This reads the answers first, and only so far.
 * Objects go through as they come: who asked for one bounds it.
 */
export function boundAnswers<I extends object, O extends object>(
  stack: MiddlewareStack<I, O>,
  answerBytes = ANSWER_BYTES,
): void {
  const bound: DeserializeMiddleware<I, O> =
    (next, { commandName }) =>
    async (args) => {
      const result = await next(args);
      const response = result.response as { statusCode: number; headers: Record<string, string>; body: unknown };
      const { method } = args.request as { method: string };
      const isRefusal = response.statusCode >= 300;
      if (method === 'HEAD' || !(response.body instanceof Readable)) return result;
      if (commandName === 'GetObjectCommand' && !isRefusal) return result;
      const announced = Number(response.headers['content-length'] ?? 0);
      response.body = await readAnswer(response.body, announced, isRefusal ? REFUSAL_BYTES : answerBytes);
      return result;
    };
  // Low: next to the handler, before anything of the SDK reads the body.
  stack.add(bound, { step: 'deserialize', priority: 'low', name: 'boundAnswers' });
}

/** Leaving the stream early destroys its socket. */
async function readAnswer(body: Readable, announced: number, maxBytes: number): Promise<Readable> {
  const chunks: Buffer[] = [];
  let total = 0;
  try {
    if (announced > maxBytes) throw new AnswerTooLarge(maxBytes);
    for await (const chunk of body as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > maxBytes) throw new AnswerTooLarge(maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    body.destroy();
    throw error;
  }
  const answer = Buffer.concat(chunks, total);
  if (total > REFUSAL_BYTES && hasLongValue(answer)) {
    throw new StorageError('storage_error', `The storage answered a value of more than ${VALUE_BYTES} bytes`, true);
  }
  return Readable.from([answer]);
}

function hasLongValue(answer: Buffer): boolean {
  for (let at = 0; at >= 0 && at < answer.length;) {
    const next = answer.indexOf('<', at);
    if ((next < 0 ? answer.length : next) - at > VALUE_BYTES) return true;
    at = next < 0 ? answer.length : next + 1;
  }
  return false;
}
