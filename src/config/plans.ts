/** What a plan may contain beyond its allowances. `api` lets keys of the account call the API. */
export const FEATURES = ['ai', 'watermark', 'api'] as const;
export type Feature = (typeof FEATURES)[number];

export const PLAN_NAMES = ['free', 'starter', 'pro', 'agency'] as const;
export type PlanName = (typeof PLAN_NAMES)[number];

/** Anybody can have any number of accounts on this plan. */
export function isFree(plan: PlanName): boolean {
  return plan === 'free';
}

export const TOPUP_SIZES = ['small', 'medium', 'large'] as const;
export type TopupSize = (typeof TOPUP_SIZES)[number];

/** Credits per billing period; `null` means unlimited. */
export interface Plan {
  compressions: number | null;
  ai: number | null;
  features: Feature[];
  /** Images of one account in Redis and with workers at a time; `null` for as many as its turns bring. */
  imagesAtOnce: number | null;
  /** Images that the listing of a prefix or a manifest may find for one batch; `null` for as many as there are. */
  imagesPerBatch: number | null;
  /** Calls of the API within any minute, for each key and each person; `null` for as many as come. */
  requestsPerMinute: number | null;
}

export interface PlanCatalogue {
  plans: Record<PlanName, Plan>;
  /** AI credits in one top-up of each size. */
  topups: Record<TopupSize, number>;
}

/** The plans Fluximage documents in public; the sizes of the top-ups are our own. */
export const BUILT_IN_PLANS: PlanCatalogue = {
  plans: {
    free: {
      compressions: 20,
      ai: 0,
      features: [],
      imagesAtOnce: 4,
      imagesPerBatch: 100_000,
      requestsPerMinute: 1_200,
    },
    starter: {
      compressions: 200,
      ai: 200,
      features: ['ai', 'watermark'],
      imagesAtOnce: 16,
      imagesPerBatch: 1_000_000,
      requestsPerMinute: 3_000,
    },
    pro: {
      compressions: null,
      ai: 1_000,
      features: ['ai', 'watermark'],
      imagesAtOnce: 64,
      imagesPerBatch: 10_000_000,
      requestsPerMinute: 6_000,
    },
    agency: {
      compressions: null,
      ai: 10_000,
      features: ['ai', 'watermark', 'api'],
      imagesAtOnce: null,
      imagesPerBatch: 100_000_000,
      requestsPerMinute: 30_000,
    },
  },
  topups: { small: 100, medium: 500, large: 2_000 },
};

/**
 * What a period grants when its plan changes: each plan's share of the time (`prorated`), or all of the new plan's allowance
 * whenever it came (`full`).
 */
export const PLAN_CHANGE_ALLOWANCES = ['prorated', 'full'] as const;
export type PlanChangeAllowance = (typeof PLAN_CHANGE_ALLOWANCES)[number];
