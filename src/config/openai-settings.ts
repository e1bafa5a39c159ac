export interface OpenAiSettings {
  apiKey: string;
  baseUrl?: string;
  model: string;
  /** Requests all processes together send in a second at most; without it as many as there are. */
  requestsPerSecond?: number;
  /** US dollars for a million tokens, in the place of the built-in table of prices. */
  inputPrice?: number;
  outputPrice?: number;
  /** What replies for one account may cost on one day, in US dollars; without it any amount. */
  dollarsPerAccountDay?: number;
}

interface Variables {
  OPENAI_API_KEY?: string;
  OPENAI_BASE_URL?: string;
  OPENAI_MODEL: string;
  OPENAI_REQUESTS_PER_SECOND?: number;
  OPENAI_INPUT_PRICE?: number;
  OPENAI_OUTPUT_PRICE?: number;
  AI_DOLLARS_PER_ACCOUNT_DAY?: number;
}

/** `null` without a key. Each problem names its variable. */
export function openAiSettings(v: Variables): { settings: OpenAiSettings | null; problems: string[] } {
  const one = (v.OPENAI_INPUT_PRICE === undefined) !== (v.OPENAI_OUTPUT_PRICE === undefined);
  const problems = one ? ['OPENAI_INPUT_PRICE and OPENAI_OUTPUT_PRICE: expected both or neither'] : [];
  if (!v.OPENAI_API_KEY) return { settings: null, problems };
  const settings = {
    apiKey: v.OPENAI_API_KEY,
    baseUrl: v.OPENAI_BASE_URL,
    model: v.OPENAI_MODEL,
    requestsPerSecond: v.OPENAI_REQUESTS_PER_SECOND,
    inputPrice: v.OPENAI_INPUT_PRICE,
    outputPrice: v.OPENAI_OUTPUT_PRICE,
    dollarsPerAccountDay: v.AI_DOLLARS_PER_ACCOUNT_DAY,
  };
  return { settings, problems };
}
