import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ApiError } from '../common/errors.js';
import { DatabaseService } from '../database/database.service.js';
import { PrismaService } from '../database/prisma.service.js';
import { readCosts } from './batch-cost.sql.js';

const aiCost = z.object({
  requests: z.int(),
  fromCache: z.int(),
  inputTokens: z.int(),
  cachedInputTokens: z.int(),
  outputTokens: z.int(),
  microdollars: z.int().nullable().describe('Millionths of a US dollar; null when the price of the model is unknown'),
});
/** Of one model and one way of asking. */
const aiCostPart = aiCost.extend({ model: z.string(), delivery: z.string() });
type AiCost = z.infer<typeof aiCostPart>;

/** A batch as the operator sees it. */
export const operatorBatchResponse = z.object({
  id: z.string(),
  accountId: z.string(),
  status: z.string(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  ai: aiCost.extend({ parts: z.array(aiCostPart) }),
});
export type OperatorBatch = z.infer<typeof operatorBatchResponse>;

/** What a batch cost the operator. */
@Injectable()
export class BatchCostService {
  constructor(
    private readonly database: DatabaseService,
    private readonly prisma: PrismaService,
  ) {}

  /** @throws ApiError `not_found` */
  async get(batchId: string): Promise<OperatorBatch> {
    const batch = await this.prisma.batch.findUnique({
      where: { id: batchId },
      select: { id: true, accountId: true, status: true, createdAt: true, endedAt: true },
    });
    if (!batch) throw new ApiError('not_found');
    const parts = await this.database.run<AiCost>(readCosts, [batchId]);
    const sum = (of: (part: AiCost) => number) => parts.reduce((total, part) => total + of(part), 0);
    return {
      id: batch.id,
      accountId: batch.accountId,
      status: batch.status,
      createdAt: batch.createdAt.toISOString(),
      endedAt: batch.endedAt?.toISOString() ?? null,
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
