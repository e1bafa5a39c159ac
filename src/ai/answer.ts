import { z } from 'zod';
import { AiError } from './ai-error.js';
import { toAltText } from './alt-text.js';
import type { DescribeRequest, Description } from './description.js';
import { toSeoName } from './seo-name.js';

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

/** What the model is to answer with: only what is wanted. */
export function answerSchema(wanted: DescribeRequest['wanted']) {
  const fields: Record<string, z.ZodString> = {};
  if (wanted.altText) fields.altText = z.string();
  if (wanted.seoRename) fields.name = z.string();
  return z.object(fields);
}

/**
 * The description in a completion, cleaned; `null` when it is not usable and asking again may help.
 * @throws AiError `ai_refused` when the model or a filter declined.
 */
export function readAnswer(completion: unknown, { wanted, language }: DescribeRequest): Description | null {
  const choice = completionShape.safeParse(completion).data?.choices[0];
  if (!choice) return null;
  if (choice.message.refusal) throw new AiError('ai_refused', 'The model refused the picture');
  if (choice.finish_reason === 'content_filter') throw new AiError('ai_refused', 'A content filter stopped the answer');

  const answer = answerSchema(wanted).safeParse(parseJson(choice.message.content ?? '')).data;
  if (!answer) return null;
  const altText = answer.altText === undefined ? null : toAltText(answer.altText, language);
  const seoName = answer.name === undefined ? null : toSeoName(answer.name);
  return altText === '' || seoName === '' ? null : { altText, seoName };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
