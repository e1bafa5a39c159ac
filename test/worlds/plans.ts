/** Plans small enough to run out of within a few batches; each kind of credit is unlimited in one of them. */
export const PLANS = {
  free: { compressions: 40, ai: 0, features: [] as string[] },
  starter: { compressions: 120, ai: 14, features: ['ai', 'api'] },
  pro: { compressions: null, ai: 36, features: ['ai', 'api'] },
  agency: { compressions: 150, ai: null, features: ['ai', 'api'] },
} as const;

export type WorldPlan = keyof typeof PLANS;
export const PLAN_NAMES = Object.keys(PLANS) as WorldPlan[];
