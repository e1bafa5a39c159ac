import type { OwnWords } from './faulty-http.js';

const xml = (code: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>As ordered.</Message><RequestId>chaos</RequestId></Error>`;

/** S3's own words. Its nonsense is what a gateway in front of it says. */
export const S3_WORDS: OwnWords = {
  'error 500': { status: 500, type: 'application/xml', body: xml('InternalError') },
  throttle: { status: 503, type: 'application/xml', body: xml('SlowDown') },
  nonsense: { status: 502, type: 'text/html', body: '<html><body><h1>Bad Gateway</h1></body></html>' },
};

const json = (message: string, type: string) =>
  JSON.stringify({ error: { message, type, param: null, code: type === 'requests' ? 'rate_limit_exceeded' : null } });

const completion = {
  id: 'chatcmpl-nonsense',
  object: 'chat.completion',
  created: 0,
  model: 'stand-in',
  choices: [
    { index: 0, message: { role: 'assistant', content: 'Lorem {ipsum', refusal: null }, finish_reason: 'stop' },
  ],
};

/** OpenAI's own words. Its nonsense is a model that does not keep to the schema. */
export const AI_WORDS: OwnWords = {
  'error 500': { status: 500, type: 'application/json', body: json('As ordered.', 'server_error') },
  throttle: { status: 429, type: 'application/json', body: json('As ordered.', 'requests') },
  nonsense: { status: 200, type: 'application/json', body: JSON.stringify(completion) },
};
