import OpenAI from 'openai';
import type { OpenAiSettings } from '../config/settings.js';

/** Time one request may take, in milliseconds. Answers to one picture take 1 to 5 s. */
const TRY_TIMEOUT_MS = 30_000;

/**
 * The SDK's client. What is left out here it reads from environment variables of its own; of those only OPENAI_CUSTOM_HEADERS
 * still counts, which adds headers and cannot be turned off.
 */
export function openAiClient({ apiKey, baseUrl }: OpenAiSettings): OpenAI {
  return new OpenAI({
    apiKey,
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    organization: null,
    project: null,
    timeout: TRY_TIMEOUT_MS,
    maxRetries: 0, // its retries would go past the limit that all workers share
    logLevel: 'off', // its debug log would hold whole pictures
  });
}
