import type { DescribeRequest } from '../../ai/description.js';
import { PROMPT_VERSION } from '../../ai/prompt.js';
import { digest, sha256 } from '../../common/crypto.js';
import { readCaption } from '../../images/caption.js';
import { Deadline } from '../../images/deadline.js';
import { IMAGE_TIME_LIMIT_MS } from '../../images/limits.js';
import { makePreview, type Preview } from '../../images/preview.js';
import type { ClaimedImage } from '../work/claimed-image.js';

/** What is asked about an image. */
export interface Question {
  request: DescribeRequest;
  /** Of all that the answer depends on, but for the file's name: the same picture under another name is the same. */
  hash: string;
}

/**
 * @param preview one that was made on the way; else it is made here
 * @throws UnusableImage when none can be made
 */
export async function questionOf(
  image: ClaimedImage,
  bytes: Buffer,
  preview: Preview | null,
  model: string,
): Promise<Question | null> {
  const { ai } = image.request;
  if (!ai) return null;
  const deadline = Deadline.in(IMAGE_TIME_LIMIT_MS);
  const request = {
    preview: preview ?? (await makePreview(bytes, deadline)),
    wanted: { altText: ai.altText, seoRename: ai.seoRename },
    language: ai.language,
    context: ai.context ?? null,
    fileName: image.key.slice(image.key.lastIndexOf('/') + 1),
    caption: await readCaption(bytes, deadline),
  };
  const { preview: _preview, fileName: _name, ...rest } = request;
  return { request, hash: sha256(JSON.stringify([PROMPT_VERSION, model, rest, await digest(bytes)])) };
}
