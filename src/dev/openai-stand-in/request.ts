import { z } from 'zod';
import { OpenAiError } from './errors.js';
import { checkStrictSchema, type ObjectSchema } from './strict-schema.js';

/** What the stand-in takes from a request for a completion. */
export interface CompletionRequest {
  /** Bytes of the first picture; null when there is none. */
  picture: Buffer | null;
  /** What the user's messages say, JSON in them read. */
  hints: string;
  /** Length of all texts, in characters. */
  textLength: number;
  /** What the answer must satisfy; null for plain text. */
  schema: ObjectSchema | null;
}

const textPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const imagePart = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({ url: z.string(), detail: z.enum(['auto', 'low', 'high']).optional() }),
});
const texts = z.union([z.string(), z.array(textPart).min(1)]);
const textsAndImages = z.union([z.string(), z.array(z.discriminatedUnion('type', [textPart, imagePart])).min(1)]);
const message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.enum(['developer', 'system', 'assistant']), content: texts, name: z.string().optional() }),
  z.strictObject({ role: z.literal('user'), content: textsAndImages, name: z.string().optional() }),
]);
const jsonSchema = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
  description: z.string().optional(),
  schema: z.record(z.string(), z.unknown()),
  strict: z.boolean().nullish(),
});
const responseFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_schema'), json_schema: jsonSchema }),
]);

const body = z.strictObject({
  model: z.string().min(1),
  messages: z.array(message).min(1),
  response_format: responseFormat.optional(),
  max_completion_tokens: z.int().min(1).nullish(),
  max_tokens: z.int().min(1).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  n: z.literal(1).nullish(),
  prompt_cache_key: z.string().nullish(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).nullish(),
  safety_identifier: z.string().nullish(),
  seed: z.int().nullish(),
  service_tier: z.enum(['auto', 'default', 'flex', 'scale', 'priority']).nullish(),
  store: z.boolean().nullish(),
  stream: z.literal(false).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  user: z.string().optional(),
  verbosity: z.enum(['low', 'medium', 'high']).nullish(),
});

type ContentPart = z.infer<typeof textPart> | z.infer<typeof imagePart>;

/**
 * Checks a request as strictly as the API would; what the stand-in cannot do (streams, tools, several choices) is
 * refused too.
 * @throws OpenAiError 400 that names the parameter.
 */
export function readCompletionRequest(json: unknown): CompletionRequest {
  const parsed = body.safeParse(json);
  if (!parsed.success) throw refusal(parsed.error.issues[0]);
  const parts = parsed.data.messages.flatMap(partsOf);
  const images = parts.filter((part) => part.type === 'image_url').map((part) => imageBytes(part.image_url.url));
  const textLength = parts.reduce((sum, part) => sum + (part.type === 'text' ? part.text.length : 0), 0);
  const said = parsed.data.messages.filter(({ role }) => role === 'user').flatMap(partsOf);
  const hints = said.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  return {
    picture: images[0] ?? null,
    textLength,
    hints: unquoted(hints),
    schema: answerSchema(parsed.data.response_format),
  };
}

function partsOf({ content }: { content: string | ContentPart[] }): ContentPart[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

/** Hints are JSON behind a few words; their values are what a model would read. */
function unquoted(text: string): string {
  try {
    return Object.values(JSON.parse(text.slice(text.indexOf('{'))) as object).join('\n');
  } catch {
    return text;
  }
}

function answerSchema(format: z.infer<typeof responseFormat> | undefined): ObjectSchema | null {
  if (format?.type !== 'json_schema') return null;
  return checkStrictSchema(format.json_schema.name, format.json_schema.schema, format.json_schema.strict === true);
}

function imageBytes(url: string): Buffer {
  const [, base64] = /^data:image\/[a-z+.-]+;base64,([A-Za-z0-9+/]+={0,2})$/.exec(url) ?? [];
  if (base64) return Buffer.from(base64, 'base64');
  const message = 'Invalid image URL. The stand-in expected a base64-encoded data URL (data:image/jpeg;base64,…).';
  throw new OpenAiError(400, message, { param: 'messages', code: 'invalid_image_url' });
}

function refusal(issue: z.core.$ZodIssue | undefined): OpenAiError {
  if (issue?.code === 'unrecognized_keys') {
    const param = nameOf([...issue.path, issue.keys[0] ?? '']);
    return new OpenAiError(400, `Unknown parameter: '${param}'.`, { param, code: 'unknown_parameter' });
  }
  const param = nameOf(issue?.path ?? []);
  if (issue?.message.endsWith('received undefined')) {
    return new OpenAiError(400, `Missing required parameter: '${param}'.`, {
      param,
      code: 'missing_required_parameter',
    });
  }
  return new OpenAiError(400, `Invalid value for '${param}': ${issue?.message}`, { param, code: 'invalid_value' });
}

/** `messages[0].content` */
function nameOf(path: PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}
