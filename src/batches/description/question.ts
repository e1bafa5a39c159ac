import type { DescribeRequest } from '../../ai/description.js';
import { PROMPT_VERSION } from '../../ai/prompt.js';
import { sha256 } from '../../common/crypto.js';
import { Deadline } from '../../images/deadline.js';
import { IMAGE_TIME_LIMIT_MS } from '../../images/limits.js';
import { makePreview } from '../../images/preview.js';
import type { ClaimedImage } from '../model/claimed-image.js';

/** What is asked about an image. */
export interface Question {
  request: DescribeRequest;
  /** Of all that the description depends on. The file's name is left out: the same picture under another name is the same. */
  hash: string;
}

/** @throws UnusableImage when no preview can be made */
export async function questionOf(
  { request: { ai }, key }: ClaimedImage,
  bytes: Buffer,
  model: string,
): Promise<Question | null> {
  if (!ai) return null;
  const { caption, ...preview } = await makePreview(bytes, Deadline.in(IMAGE_TIME_LIMIT_MS));
  const request = {
    preview,
    wanted: { altText: ai.altText, seoRename: ai.seoRename },
    language: ai.language,
    context: ai.context ?? null,
    fileName: key.slice(key.lastIndexOf('/') + 1),
    caption,
  };
  const { preview: _preview, fileName: _name, ...rest } = request;
  return { request, hash: sha256(JSON.stringify([PROMPT_VERSION, model, rest, preview.bytes.toString('base64')])) };
}
