import OpenAI from 'openai';
import type { OpenAiSettings } from '../config/settings.js';

/** Time one try may take until the answer's head is there, in milliseconds. Answers to one picture take 1 to 5 s. */
const TRY_TIMEOUT_MS = 30_000;

/** Tries after the first. The SDK makes them for 408, 409, 429, 5xx and lost connections, with growing pauses. */
const RETRIES = 2;

/** The SDK's client. All is said here, because what is left out it reads from environment variables of its own. */
export function openAiClient({ apiKey, baseUrl }: OpenAiSettings): OpenAI {
  return new OpenAI({
    apiKey,
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    organization: null,
    project: null,
    timeout: TRY_TIMEOUT_MS,
    maxRetries: RETRIES,
    logLevel: 'off', // its debug log would hold whole pictures
  });
}
