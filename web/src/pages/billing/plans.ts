import type { Account, Plan } from '../../api/types';

interface Offer {
  name: Plan;
  compressions: number | null;
  ai: number | null;
  features: Account['features'];
}

/** The plans as they are documented. */
export const PLANS: Offer[] = [
  { name: 'free', compressions: 20, ai: 0, features: [] },
  { name: 'starter', compressions: 200, ai: 200, features: ['ai', 'watermark'] },
  { name: 'pro', compressions: null, ai: 1_000, features: ['ai', 'watermark'] },
  { name: 'agency', compressions: null, ai: 10_000, features: ['ai', 'watermark', 'api'] },
];
