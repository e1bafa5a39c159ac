import { z } from 'zod';
import { BUILT_IN_PLANS, PLAN_CHANGE_ALLOWANCES, type PlanCatalogue, type PlanChangeAllowance } from './plans.js';
import { readPlansFile } from './plans-file.js';

export interface PlanSettings {
  catalogue: PlanCatalogue;
  planChangeAllowance: PlanChangeAllowance;
}

export const planVariables = {
  PLANS_FILE: z.string().min(1).optional(),
  PLAN_CHANGE_ALLOWANCE: z
    .enum(PLAN_CHANGE_ALLOWANCES, `expected ${PLAN_CHANGE_ALLOWANCES.join(' or ')}`)
    .default('prorated'),
};

interface PlanValues {
  PLANS_FILE?: string | undefined;
  PLAN_CHANGE_ALLOWANCE: PlanChangeAllowance;
}

/** @throws InvalidSettings when the file of plans cannot be read or is wrong */
export function planSettings({ PLANS_FILE: file, PLAN_CHANGE_ALLOWANCE: allowance }: PlanValues): PlanSettings {
  return { catalogue: file ? readPlansFile(file) : BUILT_IN_PLANS, planChangeAllowance: allowance };
}
