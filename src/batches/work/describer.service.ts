import { Injectable } from '@nestjs/common';
import { AiError } from '../../ai/ai-error.js';
import { AiService } from '../../ai/ai.service.js';
import type { Description } from '../../ai/description.js';
import { Deadline } from '../../images/deadline.js';
import { IMAGE_TIME_LIMIT_MS } from '../../images/limits.js';
import { makePreview } from '../../images/preview.js';
import { UnusableImage } from '../../images/unusable-image.js';
import type { ClaimedImage } from './claimed-image.js';
import type { Outcome } from './outcome.js';

/** What the AI said of an image, or why it did not. */
export type Described = Description & Pick<Outcome, 'reason'> & { aiUsed: boolean };

/** The AI step of an image. A compressed image is never lost because of it: that only leaves its credit unused. */
@Injectable()
export class Describer {
  constructor(private readonly ai: AiService) {}

  /** What an earlier attempt was told is not asked for again. */
  async describe(image: ClaimedImage, bytes: Buffer): Promise<Described> {
    const wanted = image.request.ai;
    if (!wanted) return { reason: null, altText: null, seoName: null, aiUsed: false };
    if (image.alt_text !== null || image.seo_name !== null) {
      return { reason: null, altText: image.alt_text, seoName: image.seo_name, aiUsed: true };
    }
    try {
      const description = await this.ai.describe({
        preview: await makePreview(bytes, Deadline.in(IMAGE_TIME_LIMIT_MS)),
        wanted: { altText: wanted.altText, seoRename: wanted.seoRename },
        language: wanted.language,
        context: wanted.context ?? null,
        fileName: image.key.slice(image.key.lastIndexOf('/') + 1),
      });
      return { reason: null, ...description, aiUsed: true };
    } catch (error) {
      // No preview, no description: the picture itself was compressed all the same.
      if (!(error instanceof AiError || error instanceof UnusableImage)) throw error;
      const reason = error instanceof AiError ? error.reason : 'ai_failed';
      return { reason, altText: null, seoName: null, aiUsed: false };
    }
  }
}
