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

/** The provider takes no requests for now. Nothing is decided about the picture: it is asked about later. */
export class ProviderDown extends Error {
  /** @param answered false when it was this picture's own request that got no answer. */
  constructor(
    readonly downForMs: number,
    readonly byOwnRequest = false,
  ) {
    super('The AI provider takes no requests for now');
    this.name = 'ProviderDown';
  }
}
