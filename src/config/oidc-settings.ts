import { z } from 'zod';

/** The provider of OpenID Connect that people may sign in with. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What people know it by. */
  name: string;
}

export const oidcVariables = {
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'expected an http:// or https:// address' }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).max(60).optional(),
};
type Variables = { [Name in keyof typeof oidcVariables]?: string };

/** All of it or none. What comes over plain http could be anybody's word, so production has none of that. */
export function oidcSettings(
  { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name }: Variables,
  production: boolean,
): { settings: OidcSettings | null; problems: string[] } {
  if (!issuer && !clientId && !clientSecret && !name) return { settings: null, problems: [] };
  if (!issuer || !clientId || !clientSecret) {
    return { settings: null, problems: ['OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: expected all or none'] };
  }
  const problems = production && !issuer.startsWith('https://') ? ['OIDC_ISSUER: expected an https:// address'] : [];
  return { settings: { issuer, clientId, clientSecret, name: name ?? new URL(issuer).hostname }, problems };
}
