import { z } from 'zod';

export const time = z.iso.datetime().describe('RFC 3339 in UTC');
export const count = z.int().min(0);
export const seq = z
  .int()
  .describe('Rises with every change of the account’s credits; a message with a lower one is older');

const periodFields = {
  plan: z.string(),
  period_start: time,
  period_end: time,
  compressor_used: count.describe('Includes what running batches hold'),
  compressor_limit: count.describe(
    'What this period grants; 99999 where compressor_unlimited is true. Until a renewal is paid, what it grants so far',
  ),
  compressor_reserved: count.describe('The part of compressor_used that running batches hold'),
  ia_credits_used: count,
  ia_credits_monthly: count.describe('The same for AI credits; 99999 where ia_credits_unlimited is true'),
  ia_credits_reserved: count,
  compressor_unlimited: z.boolean(),
  ia_credits_unlimited: z.boolean(),
  compressor_owed: count.describe(
    'Used beyond earlier allowances, or taken by the operator beyond this one; what this period grants pays it first',
  ),
  ia_credits_owed: count.describe('The same for AI credits'),
  compressor_adjusted: z
    .int()
    .describe('What the operator added to this period; below zero: took of it. compressor_limit has it'),
  ia_credits_adjusted: z.int().describe('The same for AI credits'),
};

/** The figures of one period. */
export const period = z.object(periodFields);

const topup = z.url().nullable().describe('Where a signed-in person buys it; null without billing');

/** What `GET /api/usage` answers. */
export const usage = z.object({
  ...periodFields,
  ia_topup_credits: count,
  ia_topup_debt: count.describe(
    'Top-ups that were refunded or disputed after they were spent; what comes in pays them first',
  ),
  ia_credits_remaining: count,
  canCompress: z.boolean(),
  canUseIA: z.boolean(),
  topups: z.object({
    small: topup,
    medium: topup,
    large: topup,
  }),
});

export const periodExample = {
  plan: 'agency',
  period_start: '2026-11-01T09:30:00.000Z',
  period_end: '2026-12-01T09:30:00.000Z',
  compressor_used: 1_200,
  compressor_limit: 99_999,
  compressor_reserved: 0,
  ia_credits_used: 1_200,
  ia_credits_monthly: 10_000,
  ia_credits_reserved: 0,
  compressor_unlimited: true,
  ia_credits_unlimited: false,
  compressor_owed: 0,
  ia_credits_owed: 0,
  compressor_adjusted: 0,
  ia_credits_adjusted: 0,
};
export const usageExample = {
  ...periodExample,
  ia_topup_credits: 500,
  ia_topup_debt: 0,
  ia_credits_remaining: 9_300,
  canCompress: true,
  canUseIA: true,
  topups: {
    small: 'https://images.example.com/api/billing/topups/small',
    medium: 'https://images.example.com/api/billing/topups/medium',
    large: 'https://images.example.com/api/billing/topups/large',
  },
};
