import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { InvalidSettings } from './invalid-settings.js';
import { BUILT_IN_PLANS, FEATURES, PLAN_NAMES, type PlanCatalogue } from './plans.js';

const allowance = z.int().min(0).max(1_000_000_000).nullable();
const planChange = z.strictObject({
  compressions: allowance.optional(),
  ai: allowance.optional(),
  features: z.array(z.enum(FEATURES)).optional(),
  imagesAtOnce: z.int().min(1).max(100_000).nullable().optional(),
  imagesPerBatch: z.int().min(1).max(1_000_000_000).nullable().optional(),
  requestsPerMinute: z.int().min(1).max(10_000_000).nullable().optional(),
});
const topup = z.int().min(1).max(1_000_000_000).optional();

/** The shape of `PLANS_FILE`: a plan or field left out keeps its built-in value. */
const plansFile = z.strictObject({
  plans: z.partialRecord(z.enum(PLAN_NAMES), planChange).optional(),
  topups: z.strictObject({ small: topup, medium: topup, large: topup }).optional(),
});

/** Lays the operator's changes over the built-in catalogue. */
function withPlanChanges(changes: z.infer<typeof plansFile>): PlanCatalogue {
  const plans = { ...BUILT_IN_PLANS.plans };
  for (const name of PLAN_NAMES) plans[name] = { ...plans[name], ...changes.plans?.[name] };
  return { plans, topups: { ...BUILT_IN_PLANS.topups, ...changes.topups } };
}

/**
 * The built-in catalogue with the changes of the file at `path`.
 * @throws InvalidSettings when it cannot be read or understood
 */
export function readPlansFile(path: string): PlanCatalogue {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new InvalidSettings([`PLANS_FILE: expected a readable JSON file at ${path} (${(error as Error).message})`]);
  }
  const parsed = plansFile.safeParse(json);
  if (parsed.success) return withPlanChanges(parsed.data);
  throw new InvalidSettings(
    parsed.error.issues.map((issue) => `PLANS_FILE: ${issue.path.join('.')}: ${issue.message}`),
  );
}
