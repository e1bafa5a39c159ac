import { z } from 'zod';
import { accountFields } from '../accounts/account-answers.js';
import { pageOf } from '../common/http/validation.js';
import { usage } from '../events/schemas/usage.js';
import type { AuditAnswer } from './audit.service.js';
import type { TopupAnswer } from './operator.service.js';

/** What the OpenAPI document says of answers to the operator. */
export const operatorAccountAnswer = z.object({
  ...accountFields,
  periodStart: z.iso.datetime(),
  periodEnd: z.iso.datetime(),
  usage,
});
export const createdAccountAnswer = z.object({ account: operatorAccountAnswer, key: z.string() });
export const accountsAnswer = pageOf(z.object(accountFields));
export const topupAnswer = z.object({
  moved: z.boolean().describe('false when the reference was entered before'),
  credits: z.int(),
  usage,
}) satisfies z.ZodType<Omit<TopupAnswer, 'usage'>>;
export const auditAnswer = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
}) satisfies z.ZodType<AuditAnswer>;
