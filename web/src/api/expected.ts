import type { paths } from './schema';

/** Calls that the document does not describe yet, in the form that generated types have. */
interface Checkout<Body> {
  parameters: object;
  requestBody: { content: { 'application/json': Body } };
  responses: {
    200: { content: { 'application/json': { url: string } } };
    default: { content: { 'application/json': { error: string; code: string } } };
  };
}
export type Purchase =
  { plan: 'starter' | 'pro' | 'agency'; interval?: 'month' | 'year' } | { topup: 'small' | 'medium' | 'large' };

interface ExpectedPaths {
  '/api/billing/checkout': { post: Checkout<Purchase> };
  '/api/billing/portal': { post: Checkout<null> };
}

export type ApiPaths = Omit<paths, keyof ExpectedPaths> & ExpectedPaths;
