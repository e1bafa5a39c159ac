import { z } from 'zod';
import { toAltText } from './alt-text.js';
import type { Reply, DescribeRequest, Tokens, Wanted } from './description.js';
import { isFullName, toSeoName } from './seo-name.js';

const count = z.int().min(0).max(1e9).catch(0);

/** The part of a chat completion that is looked at. Compatible servers leave out or null what they do not use. */
const completionShape = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});

const usageShape = z.object({
  usage: z.object({
    prompt_tokens: count,
    completion_tokens: count,
    prompt_tokens_details: z.object({ cached_tokens: count }).nullish().catch(null),
  }),
});

const ALT_TEXT = shapeOf({ altText: z.string() });
const NAME = shapeOf({ name: z.string() });
const BOTH = shapeOf({ altText: z.string(), name: z.string() });

/** The shape of the model's reply, as a check and as JSON schema: only what is wanted. */
export function replyShape({ altText, seoRename }: Wanted) {
  if (altText && seoRename) return BOTH;
  return altText ? ALT_TEXT : NAME;
}

/** Made once: making it takes longer than reading a reply. */
function shapeOf(fields: Record<string, z.ZodString>) {
  const schema = z.object(fields);
  return { schema, json: z.toJSONSchema(schema, { target: 'draft-7' }) as Record<string, unknown> };
}

/** The reply in a completion, cleaned. 'unusable' is no description at all: asking again may help. */
export function readReply(
  completion: unknown,
  { wanted, language }: Pick<DescribeRequest, 'wanted' | 'language'>,
): Reply {
  const choice = completionShape.safeParse(completion).data?.choices[0];
  if (!choice) return 'unusable';
  if (choice.message.refusal || choice.finish_reason === 'content_filter') return 'refused';

  const texts = replyShape(wanted).schema.safeParse(parseJson(choice.message.content ?? '')).data;
  if (!texts) return 'unusable';
  const altText = texts.altText === undefined ? null : toAltText(texts.altText, language);
  const seoName = texts.name === undefined ? null : toSeoName(texts.name);
  const isUsable = altText !== '' && (seoName === null || isFullName(seoName));
  return isUsable ? { altText, seoName } : 'unusable';
}

/** What the provider counted; zeros where it says nothing. */
export function readTokens(completion: unknown): Tokens {
  const usage = usageShape.safeParse(completion).data?.usage;
  return {
    input: usage?.prompt_tokens ?? 0,
    cachedInput: usage?.prompt_tokens_details?.cached_tokens ?? 0,
    output: usage?.completion_tokens ?? 0,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
