import OpenAI from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { AiError } from './ai-error.js';
import { readAnswer } from './answer.js';
import type { DescribeRequest, Description } from './description.js';
import { completionFor } from './prompt.js';

/** A model that answers with nonsense is asked once more; the second answer is often good. */
const TIMES_TO_ASK = 2;

/**
 * Alt text and name of one picture from one completion.
 * @throws AiError
 */
export async function describeImage(client: OpenAI, model: string, request: DescribeRequest): Promise<Description> {
  const body = completionFor(request, model);
  for (let asked = 0; asked < TIMES_TO_ASK; asked++) {
    const description = readAnswer(await complete(client, body), request);
    if (description) return description;
  }
  throw new AiError('ai_failed', `The model gave ${TIMES_TO_ASK} answers that are no description`);
}

async function complete(client: OpenAI, body: ChatCompletionCreateParamsNonStreaming): Promise<unknown> {
  // The SDK's timeout ends when the answer's head arrives; this one also covers a body that never does.
  const signal = AbortSignal.timeout(client.timeout * (client.maxRetries + 1));
  try {
    return await client.chat.completions.create(body, { signal });
  } catch (error) {
    throw new AiError('ai_failed', `The AI endpoint failed: ${failureOf(error)}`);
  }
}

/** Status and code only: an endpoint's own text may repeat what it was sent. */
function failureOf(error: unknown): string {
  if (error instanceof OpenAI.APIError && error.status) return [error.status, error.code].filter(Boolean).join(' ');
  return error instanceof Error ? error.message : 'unknown error';
}
