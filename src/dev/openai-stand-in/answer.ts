import { randomUUID } from 'node:crypto';
import type { Picture } from './picture.js';
import type { CompletionRequest } from './request.js';
import type { ObjectSchema } from './strict-schema.js';

/** A `chat.completion` that says it comes from the stand-in. */
export function completionFor(request: CompletionRequest, picture: Picture | null): Record<string, unknown> {
  const texts = textsAbout(picture);
  const content = request.schema ? JSON.stringify(fill(request.schema, texts)) : texts.altText;
  return completion({ role: 'assistant', content, refusal: null }, request, picture);
}

/** What the model says when it does not do what it was asked: any text, ended in any way. */
export function contentFor(
  content: string,
  finishReason: string,
  request: CompletionRequest,
  picture: Picture | null,
): Record<string, unknown> {
  return completion({ role: 'assistant', content, refusal: null }, request, picture, finishReason);
}

/**
 * What a model says that takes hints for orders: whatever stands behind "answer" in them, in every field. The worst that
 * an injection can reach, so what is made of it must be harmless.
 */
export function obedientAnswer(request: CompletionRequest, picture: Picture | null): Record<string, unknown> {
  const [, ordered = 'nothing was ordered'] = /answer:? ?(.*)/is.exec(request.hints) ?? [];
  const texts = { altText: ordered, name: ordered };
  const content = request.schema ? JSON.stringify(fill(request.schema, texts)) : ordered;
  return completion({ role: 'assistant', content, refusal: null }, request, picture);
}

/** What the API answers when the model declines. */
export function refusalFor(request: CompletionRequest, picture: Picture | null): Record<string, unknown> {
  const refusal = 'Stand-in: I’m sorry, I can’t assist with that request.';
  return completion({ role: 'assistant', content: null, refusal }, request, picture);
}

interface Message {
  role: 'assistant';
  content: string | null;
  refusal: string | null;
}

function completion(
  message: Message,
  request: CompletionRequest,
  picture: Picture | null,
  finishReason = 'stop',
): Record<string, unknown> {
  const promptTokens = Math.ceil(request.textLength / 4) + (picture ? imageTokens(picture) : 0);
  const completionTokens = Math.ceil((message.content ?? message.refusal ?? '').length / 4);
  return {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: 'stand-in',
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason }],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    },
    service_tier: 'default',
  };
}

/** By the published rule for most models: a base, and as much for each tile of 512 pixels. */
function imageTokens({ width, height }: Picture): number {
  return 85 + 170 * Math.ceil(width / 512) * Math.ceil(height / 512);
}

function textsAbout(picture: Picture | null): { altText: string; name: string } {
  if (!picture) return { altText: 'Stand-in description: no picture was given', name: 'stand-in-no-picture' };
  const { orientation, colours, width, height } = picture;
  return {
    altText: `Stand-in description: a ${orientation} picture, mostly ${colours.join(' and ')}, ${width} by ${height} pixels`,
    name: `stand-in-${orientation}-${colours.join('-')}`.replaceAll(' ', '-'),
  };
}

function fill(schema: ObjectSchema, texts: { altText: string; name: string }): Record<string, string> {
  const filled = Object.entries(schema.properties).map(([property, { enum: choices, maxLength }]) => {
    const text = property === 'name' ? texts.name : texts.altText;
    return [property, choices?.[0] ?? text.slice(0, maxLength)];
  });
  return Object.fromEntries(filled) as Record<string, string>;
}
