import { ApiError } from '../../common/errors.js';

/** How long a browser waits for a device. */
export const TIMEOUT_MS = 120_000;

/** Whom a passkey is for: devices give it to pages of this host alone, and it is believed from this origin alone. */
export interface RelyingParty {
  id: string;
  origin: string;
}

export function relyingParty(publicUrl: string): RelyingParty {
  const { hostname, origin } = new URL(publicUrl);
  return { id: hostname, origin };
}

export const badPasskey = () =>
  ApiError.field('response', 'expected a passkey’s answer to the latest challenge, from this page');
