import OpenAI, {
  APIConnectionError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  NotFoundError,
  RateLimitError,
  toFile,
} from 'openai';
import sharp from 'sharp';
import { startOpenAiStandIn } from '../../src/dev/openai-stand-in/server.js';
import type { RunningServer } from '../../src/dev/server-messages.js';

const DARK_BLUE = '#142364';
const ORANGE = '#f58c1e';
const BOTH_TEXTS = {
  type: 'object',
  properties: { altText: { type: 'string' }, name: { type: 'string' } },
  required: ['altText', 'name'],
  additionalProperties: false,
};

let server: RunningServer;
let openai: OpenAI;

beforeEach(async () => {
  server = await startOpenAiStandIn();
  openai = new OpenAI({ apiKey: 'test', baseURL: `${address()}/v1`, maxRetries: 0 });
});
afterEach(() => server.stop());

test('describes a picture by its shape, its colours and its size, and says what it is', async () => {
  const completion = await describePicture(await picture(512, 341));
  expect(completion).toMatchObject({
    object: 'chat.completion',
    model: 'stand-in',
    choices: [{ finish_reason: 'stop', message: { role: 'assistant', refusal: null } }],
    usage: { total_tokens: expect.any(Number) as number },
  });
  expect(JSON.parse(completion.choices[0]?.message.content ?? '')).toEqual({
    altText: 'Stand-in description: a landscape picture, mostly dark blue and orange, 512 by 341 pixels',
    name: 'stand-in-landscape-dark-blue-orange',
  });
});

test('answers with the properties asked for and no others', async () => {
  const onlyName = { ...BOTH_TEXTS, properties: { name: { type: 'string' } }, required: ['name'] };
  const completion = await describePicture(await picture(40, 80), onlyName);
  expect(JSON.parse(completion.choices[0]?.message.content ?? '')).toEqual({
    name: 'stand-in-portrait-dark-blue-orange',
  });
});

test('401 without a key', async () => {
  const response = await fetch(`${address()}/v1/chat/completions`, { method: 'POST', body: '{}' });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', param: null } });
  await failsWith(AuthenticationError, () => {
    const keyless = new OpenAI({ apiKey: ' ', baseURL: `${address()}/v1`, maxRetries: 0 });
    return keyless.chat.completions.create({ model: 'stand-in', messages: [{ role: 'user', content: 'hello' }] });
  });
});

test.each([
  ['additionalProperties', { ...BOTH_TEXTS, additionalProperties: undefined }],
  ["Missing 'name'", { ...BOTH_TEXTS, required: ['altText'] }],
  ['type: "object"', { type: 'string' }],
])('400 for a schema that strict mode refuses: %s', async (problem, schema) => {
  const error = await failsWith(BadRequestError, async () => describePicture(await picture(10, 10), schema));
  expect(error.message).toContain(problem);
  expect(error.param).toBe('response_format');
});

test.each([
  ['Unknown parameter', 'temprature', { temprature: 1 }],
  ['Missing required parameter', 'model', { model: undefined }],
  ['Invalid value', 'messages', { messages: [] }],
  ['Invalid value', 'stream', { stream: true }],
])('400 for a request the API refuses: %s %s', async (problem, param, change) => {
  const response = await post('/v1/chat/completions', {
    model: 'm',
    messages: [{ role: 'user', content: 'x' }],
    ...change,
  });
  expect(response.status).toBe(400);
  const { error } = (await response.json()) as { error: { message: string; param: string } };
  expect(error.message).toContain(problem);
  expect(error.param).toBe(param);
});

test('400 for what is not a picture, or only the beginning of one', async () => {
  for (const bytes of [Buffer.from('no picture'), (await picture(300, 300)).subarray(0, 400)]) {
    const error = await failsWith(BadRequestError, () => describePicture(bytes));
    expect(error.code).toBe('image_parse_error');
  }
});

test('413 for a body over 20 MB', async () => {
  const response = await post('/v1/chat/completions', { model: 'x'.repeat(21 * 1024 * 1024) });
  expect(response.status).toBe(413);
});

test('fails as ordered, as often as ordered, then answers again', async () => {
  const bytes = await picture(20, 20);
  await order({ status: 429, retryAfter: 7, times: 2 });
  await order({ refusal: true, times: 1 });
  const limited = await failsWith(RateLimitError, () => describePicture(bytes));
  expect(limited.headers.get('retry-after')).toBe('7');
  await failsWith(RateLimitError, () => describePicture(bytes));
  const refused = await describePicture(bytes);
  expect(refused.choices[0]?.message).toMatchObject({
    content: null,
    refusal: expect.stringContaining('can’t') as string,
  });
  const answered = await describePicture(bytes);
  expect(answered.choices[0]?.message.refusal).toBeNull();
});

test('hangs as ordered', async () => {
  await order({ hangMs: 60_000, times: 1 });
  const impatient = openai.withOptions({ timeout: 200 });
  const bytes = await picture(20, 20);
  await failsWith(APIConnectionError, () => describePicture(bytes, BOTH_TEXTS, impatient));
});

test('tells what was asked, without the bytes of pictures', async () => {
  await describePicture(await picture(200, 200));
  const response = await fetch(`${address()}/stand-in/requests`);
  const { count, requests } = (await response.json()) as { count: number; requests: unknown[] };
  expect(count).toBe(1);
  expect(JSON.stringify(requests)).toMatch(/data:image\/jpeg;base64,<\d+ characters>/);
});

test.each<[string, Record<string, unknown>, (completion: OpenAI.ChatCompletion) => unknown, unknown]>([
  [
    'any text',
    { content: '{"a', finishReason: 'length', times: 1 },
    ({ choices }) => [choices[0]?.message.content, choices[0]?.finish_reason],
    ['{"a', 'length'],
  ],
  [
    'what it was told to',
    { obey: true, times: 1 },
    ({ choices }) => choices[0]?.message.content,
    '{"altText":"nothing was ordered","name":"nothing was ordered"}',
  ],
])('answers as ordered: %s', async (_, fault, read, expected) => {
  await order(fault);
  expect(read(await describePicture(await picture(20, 20)))).toEqual(expected);
});

test('cuts a connection as ordered, and forgets orders when told to', async () => {
  await order({ cut: true, times: 2 });
  const bytes = await picture(20, 20);
  await failsWith(APIConnectionError, () => describePicture(bytes));
  await order({});
  await describePicture(bytes);
});

test('counts requests of a second and refuses those over its limit', async () => {
  await post('/stand-in/conditions', { requestsPerSecond: 2 });
  const bytes = await picture(20, 20);
  const answers = await Promise.allSettled([1, 2, 3, 4].map(() => describePicture(bytes)));
  expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(2);
  const seen = (await (await fetch(`${address()}/stand-in/requests`)).json()) as object;
  expect(seen).toMatchObject({ overLimit: 2, mostInASecond: 4 });
});

describe('batches', () => {
  const body = { model: 'm', messages: [{ role: 'user', content: 'hello' }] };
  const line = (custom_id: string, more: object = {}) =>
    JSON.stringify({ custom_id, method: 'POST', url: '/v1/chat/completions', body: { ...body, ...more } });

  async function start(...lines: string[]) {
    await post('/stand-in/conditions', { batchMs: 0 });
    const file = await openai.files.create({
      file: await toFile(Buffer.from(lines.join('\n')), 'a.jsonl'),
      purpose: 'batch',
    });
    const request = { input_file_id: file.id, endpoint: '/v1/chat/completions', completion_window: '24h' } as const;
    return openai.batches.create(request);
  }

  async function linesOf(
    id: string | undefined,
  ): Promise<{ custom_id: string; response: { status_code: number } | null }[]> {
    const text = await (await openai.files.content(id ?? '')).text();
    return text
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row));
  }

  test('answer every line, wrong ones in the file of errors', async () => {
    const { id } = await start(line('a'), line('b'), line('c', { temprature: 1 }));
    const batch = await openai.batches.retrieve(id);
    expect(batch.status).toBe('completed');
    expect((await linesOf(batch.output_file_id)).map(({ custom_id }) => custom_id).sort()).toEqual(['a', 'b']);
    expect(await linesOf(batch.error_file_id)).toMatchObject([{ custom_id: 'c', response: { status_code: 400 } }]);
    expect((await openai.batches.list()).data.map((listed) => listed.id)).toEqual([id]);
  });

  test.each([
    ['a name twice', [line('a'), line('a')]],
    ['a line that is no JSON', [line('a'), '{']],
    ['another endpoint', [line('a').replace('chat/completions', 'embeddings')]],
  ])('fail as a whole with %s', async (_, lines) => {
    const { id } = await start(...lines);
    expect((await openai.batches.retrieve(id)).status).toBe('failed');
  });

  test('expire with what was answered, as ordered', async () => {
    await post('/stand-in/conditions', { batchEnds: 'expired', batchAnswered: 1 });
    const { id } = await start(line('a'), line('b'));
    const { status, output_file_id: output, error_file_id: errors } = await openai.batches.retrieve(id);
    expect(status).toBe('expired');
    expect([(await linesOf(output)).length, await linesOf(errors)]).toMatchObject([
      1,
      [{ custom_id: 'b', response: null }],
    ]);
  });

  test('cannot be canceled when they have ended', async () => {
    const { id } = await start(line('a'));
    await openai.batches.retrieve(id);
    await failsWith(ConflictError, () => openai.batches.cancel(id));
  });

  test('take files of requests only', async () => {
    const file = await toFile(Buffer.from('x'), 'a.txt');
    await failsWith(BadRequestError, () => openai.files.create({ file, purpose: 'vision' }));
    await failsWith(NotFoundError, () => openai.batches.retrieve('batch_none'));
  });
});

function address(): string {
  return `http://127.0.0.1:${server.port}`;
}

/** Two thirds dark blue, one third orange. */
async function picture(width: number, height: number): Promise<Buffer> {
  const sun = { create: { width: Math.floor(width / 3), height, channels: 3, background: ORANGE } } as const;
  return sharp({ create: { width, height, channels: 3, background: DARK_BLUE } })
    .composite([{ input: sun, left: 0, top: 0 }])
    .jpeg()
    .toBuffer();
}

function describePicture(
  bytes: Buffer,
  schema: Record<string, unknown> = BOTH_TEXTS,
  client = openai,
): Promise<OpenAI.ChatCompletion> {
  const url = `data:image/jpeg;base64,${bytes.toString('base64')}`;
  return client.chat.completions.create({
    model: 'stand-in',
    messages: [
      { role: 'system', content: 'You describe pictures.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Describe this.' },
          { type: 'image_url', image_url: { url } },
        ],
      },
    ],
    response_format: { type: 'json_schema', json_schema: { name: 'image_texts', strict: true, schema } },
  });
}

async function order(fault: Record<string, unknown>): Promise<void> {
  expect((await post('/stand-in/faults', fault)).status).toBe(200);
}

function post(path: string, body: unknown): Promise<Response> {
  const headers = { authorization: 'Bearer test', 'content-type': 'application/json' };
  return fetch(`${address()}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function failsWith<E extends Error>(
  kind: new (...parameters: never[]) => E,
  act: () => Promise<unknown>,
): Promise<E> {
  const error: unknown = await act().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(kind);
  return error as E;
}
