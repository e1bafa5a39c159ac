import { Inject, Injectable } from '@nestjs/common';
import type OpenAI from 'openai';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { AiError } from './ai-error.js';
import { describeImage } from './describe-image.js';
import type { DescribeRequest, Description } from './description.js';
import { openAiClient } from './openai-client.js';

/** Alt texts and names for pictures, from any endpoint that speaks OpenAI's chat completions. */
@Injectable()
export class AiService {
  private readonly client: OpenAI | null;
  private readonly model: string;

  constructor(@Inject(SETTINGS) { openai }: Settings) {
    this.client = openai && openAiClient(openai);
    this.model = openai?.model ?? '';
  }

  /** False when the operator gave no key; requests for AI are then turned down before anything is reserved. */
  get configured(): boolean {
    return this.client !== null;
  }

  /**
   * Describes one picture; alt text and name come from one call.
   * @throws AiError `ai_refused` or `ai_failed`, both final: what a retry could help was retried.
   */
  async describe(request: DescribeRequest): Promise<Description> {
    if (!this.client) throw new AiError('ai_failed', 'AI is not configured');
    return describeImage(this.client, this.model, request);
  }
}
