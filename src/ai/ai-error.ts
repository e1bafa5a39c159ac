/** Why a picture has no description: the two reasons of the API's closed list that belong to AI. */
export type AiFailure = 'ai_refused' | 'ai_failed';

/** The model would not (`ai_refused`) or could not (`ai_failed`) describe the picture, all retries included. */
export class AiError extends Error {
  constructor(
    readonly reason: AiFailure,
    message: string,
  ) {
    super(message);
    this.name = 'AiError';
  }
}
