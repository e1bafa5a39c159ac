import { z } from 'zod';
import { DUTIES } from '../faults/faults.service.js';
import { accountFields } from '../accounts/account-responses.js';
import type { SignInReset } from '../accounts/factors/sign-in-reset.service.js';
import { pageOf } from '../common/http/validation.js';
import { usage } from '../events/schemas/usage.js';
import { QUEUES } from '../queue/queues.js';
import type { AdjustmentResponse } from './adjust.service.js';
import type { AuditResponse } from './audit.service.js';
import type { TopupResponse } from './operator.service.js';
import type { Workload } from './workload.service.js';

/** What the OpenAPI document says of answers to the operator. */
export const operatorAccountResponse = z.object({
  ...accountFields,
  periodStart: z.iso.datetime(),
  periodEnd: z.iso.datetime(),
  usage,
  aiDollarsPerDay: z.number().nullable().describe('Set for this account alone; null: AI_DOLLARS_PER_ACCOUNT_DAY'),
  aiCeiling: z
    .number()
    .nullable()
    .describe('US dollars that the AI may cost for it on one day (UTC); null: any amount'),
  aiDollarsToday: z.number().describe('What it has cost today, right to a second'),
});
export const changedByOperatorResponse = operatorAccountResponse.extend({
  canceledBatches: z
    .int()
    .min(0)
    .optional()
    .describe('With `suspended: true`: batches that were open; what is not started is refunded within seconds'),
});
export const createdAccountResponse = z.object({ account: operatorAccountResponse, key: z.string() });
export const accountsResponse = pageOf(z.object(accountFields));
export const topupResponse = z.object({
  moved: z.boolean().describe('false when the reference was entered before'),
  credits: z.int(),
  usage,
}) satisfies z.ZodType<Omit<TopupResponse, 'usage'>>;
export const adjustmentResponse = z.object({
  moved: z.boolean().describe('false when the reference was entered before, with the same content'),
  credit: z.enum(['compression', 'ai']),
  amount: z.int(),
  reference: z.string(),
  reason: z.string(),
  actor: z.string(),
  at: z.iso.datetime(),
  usage,
}) satisfies z.ZodType<Omit<AdjustmentResponse, 'usage'>>;
export const auditResponse = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
}) satisfies z.ZodType<AuditResponse>;
export const signInResetResponse = z.object({
  email: z.string(),
  mailed: z.boolean().describe('false while the service cannot send mails'),
}) satisfies z.ZodType<SignInReset>;
const count = z.int().min(0);
const time = z.iso.datetime();
export const faultsResponse = z.object({
  data: z.array(
    z.object({
      duty: z.enum(DUTIES).describe('what the service was doing'),
      subject: z.string().describe('the batch, account or checkout that it failed on'),
      accountId: z.string().nullable(),
      error: z.string(),
      times: z.int().min(1),
      firstAt: time,
      lastAt: time,
      retryAt: time.describe('when it is tried again'),
    }),
  ),
});
export const canceledBatchesResponse = z.object({
  canceled: z.int().min(0).describe('batches that were open; what is not started is refunded within seconds'),
});
export const workloadResponse = z.object({
  batches: z
    .array(z.object({ status: z.enum(['expanding', 'queued', 'running', 'paused']), batches: count, images: count }))
    .describe('batches that have not ended, and their images that have not'),
  queues: z
    .array(z.object({ name: z.enum(QUEUES), waiting: count, active: count, delayed: count }))
    .nullable()
    .describe('what Redis holds of it at this moment; null while it does not answer'),
}) satisfies z.ZodType<Workload>;
