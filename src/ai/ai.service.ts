import { Inject, Injectable } from '@nestjs/common';
import type OpenAI from 'openai';
import { SETTINGS } from '../config/config.module.js';
import { InvalidSettings } from '../config/invalid-settings.js';
import type { Settings } from '../config/settings.js';
import { AiError } from './ai-error.js';
import { complete } from './completion-call.js';
import { describeImage, type Asking } from './describe-image.js';
import type { DescribeRequest, Description } from './description.js';
import { openAiClient } from './openai-client.js';
import { isPriced } from './prices.js';
import { probeFor } from './prompt.js';

const NO_PRICE =
  'AI_DOLLARS_PER_ACCOUNT_DAY: expected OPENAI_INPUT_PRICE and OPENAI_OUTPUT_PRICE beside it, as the price of the model is not known';

/** Alt texts and names for pictures, from any endpoint that speaks OpenAI's chat completions. */
@Injectable()
export class AiService {
  private readonly client: OpenAI | null;
  readonly model: string;
  /** Whether what replies cost is known. */
  readonly priced: boolean;

  constructor(@Inject(SETTINGS) { openai }: Settings) {
    if (openai?.dollarsPerAccountDay !== undefined && !isPriced(openai)) throw new InvalidSettings([NO_PRICE]);
    this.client = openai && openAiClient(openai);
    this.model = openai?.model ?? '';
    this.priced = openai !== null && isPriced(openai);
  }

  /** False when the operator gave no key; requests for AI are then turned down before anything is reserved. */
  get configured(): boolean {
    return this.client !== null;
  }

  /**
   * Describes one picture; alt text and name come from one call.
   * @throws AiError `ai_refused` or `ai_failed`, both final: what a retry could help was retried. ProviderDown when the
   *   provider cannot be asked now.
   */
  async describe(request: DescribeRequest, asking: Asking): Promise<Description> {
    if (!this.client) throw new AiError('ai_failed', 'AI is not configured');
    return describeImage(this.client, this.model, request, asking);
  }

  /** Whether the provider replies at all: one request of a few words. */
  async isUp(): Promise<boolean> {
    if (!this.client) return false;
    return complete(this.client, probeFor(this.model)).then(
      () => true,
      () => false,
    );
  }
}
