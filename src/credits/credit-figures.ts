import { Injectable } from '@nestjs/common';
import type { Sql } from '../database/database.service.js';
import { MetricsService } from '../observability/metrics.service.js';

interface Amounts {
  compression: number;
  ai: number;
}

/** Credits that moved, told of once they are committed. The ledger is the truth; this is how fast it grows. */
@Injectable()
export class CreditFigures {
  private readonly moved: ReturnType<typeof figuresOf>;

  constructor(metrics: MetricsService) {
    this.moved = figuresOf(metrics);
  }

  count(sql: Sql, move: 'reserved' | 'settled' | 'released', { compression, ai }: Amounts): void {
    sql.afterCommit(() => {
      this.moved[move].inc({ credit: 'compression' }, compression);
      this.moved[move].inc({ credit: 'ai' }, ai);
    });
  }
}

function figuresOf(metrics: MetricsService) {
  return {
    reserved: metrics.counter('fluxbatch_credits_reserved_total', 'Credits held for batches', ['credit']),
    settled: metrics.counter('fluxbatch_credits_settled_total', 'Held credits that images used', ['credit']),
    released: metrics.counter('fluxbatch_credits_released_total', 'Held credits that went back', ['credit']),
  };
}
