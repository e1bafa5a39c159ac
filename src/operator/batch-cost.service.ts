import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import { Database, statement } from '../database/database.service.js';

/** What the AI cost of one model and one way of asking. Amounts in millionths of a US dollar; null: price unknown. */
interface AiCost {
  model: string;
  delivery: string;
  requests: number;
  fromCache: number;
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  microdollars: number | null;
}

/** A batch as the operator sees it. */
export interface OperatorBatch {
  id: string;
  accountId: string;
  status: string;
  createdAt: string;
  endedAt: string | null;
  ai: Omit<AiCost, 'model' | 'delivery'> & { parts: AiCost[] };
}

interface BatchRow {
  id: string;
  account_id: string;
  status: string;
  created_at: Date;
  ended_at: Date | null;
}

const readBatch = statement(
  'operator.read-batch',
  'SELECT id, account_id, status, created_at, ended_at FROM batches WHERE id = $1',
);

const readCosts = statement(
  'operator.read-ai-costs',
  `SELECT model, delivery, requests, from_cache AS "fromCache", input_tokens AS "inputTokens",
     cached_input_tokens AS "cachedInputTokens", output_tokens AS "outputTokens",
     round(nanodollars / 1000.0)::bigint AS microdollars
   FROM ai_usage WHERE batch_id = $1 ORDER BY model, delivery`,
);

/** What a batch cost the operator. */
@Injectable()
export class BatchCosts {
  constructor(private readonly database: Database) {}

  /** @throws ApiError `not_found` */
  async get(batchId: string): Promise<OperatorBatch> {
    const [batch] = await this.database.run<BatchRow>(readBatch, [batchId]);
    if (!batch) throw new ApiError('not_found');
    const parts = await this.database.run<AiCost>(readCosts, [batchId]);
    const sum = (of: (part: AiCost) => number) => parts.reduce((total, part) => total + of(part), 0);
    return {
      id: batch.id,
      accountId: batch.account_id,
      status: batch.status,
      createdAt: batch.created_at.toISOString(),
      endedAt: batch.ended_at?.toISOString() ?? null,
      ai: {
        requests: sum(({ requests }) => requests),
        fromCache: sum(({ fromCache }) => fromCache),
        inputTokens: sum(({ inputTokens }) => inputTokens),
        cachedInputTokens: sum(({ cachedInputTokens }) => cachedInputTokens),
        outputTokens: sum(({ outputTokens }) => outputTokens),
        microdollars: parts.some(({ microdollars }) => microdollars === null)
          ? null
          : sum(({ microdollars }) => microdollars ?? 0),
        parts,
      },
    };
  }
}
