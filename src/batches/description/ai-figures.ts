import { Injectable } from '@nestjs/common';
import type { Tokens } from '../../ai/description.js';
import { Metrics } from '../../observability/metrics.js';

const NANODOLLARS = 1e9;

/** What the AI was asked, and what that cost the operator. */
@Injectable()
export class AiFigures {
  private readonly figures: ReturnType<typeof figuresOf>;

  constructor(metrics: Metrics) {
    this.figures = figuresOf(metrics);
  }

  answered(delivery: string, { input, cachedInput, output }: Tokens, nanodollars: number | null): void {
    this.figures.requests.inc({ delivery });
    this.figures.tokens.inc({ delivery, kind: 'input' }, input);
    this.figures.tokens.inc({ delivery, kind: 'cached_input' }, cachedInput);
    this.figures.tokens.inc({ delivery, kind: 'output' }, output);
    this.figures.cost.inc({ delivery }, (nanodollars ?? 0) / NANODOLLARS);
  }

  wasKept(delivery: string): void {
    this.figures.kept.inc({ delivery });
  }

  provider(isDown: boolean): void {
    this.figures.down.set(isDown ? 1 : 0);
  }
}

function figuresOf(metrics: Metrics) {
  return {
    requests: metrics.counter('fluxbatch_ai_requests_total', 'DescriptionCacheService that the provider counted', [
      'delivery',
    ]),
    kept: metrics.counter('fluxbatch_ai_kept_answers_total', 'DescriptionCacheService that were known from before', [
      'delivery',
    ]),
    tokens: metrics.counter(
      'fluxbatch_ai_tokens_total',
      'Tokens that the provider counted: of questions, those of them it had cached, and of answers',
      ['kind', 'delivery'],
    ),
    cost: metrics.counter(
      'fluxbatch_ai_cost_dollars_total',
      'US dollars that answers cost, as far as the price of the model is known',
      ['delivery'],
    ),
    down: metrics.gauge('fluxbatch_ai_provider_down', 'Whether images wait for the provider to be back'),
  };
}
