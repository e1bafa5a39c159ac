import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ApiError } from '../common/errors.js';
import { assertAllowedUrl, BlockedAddress } from '../outbound/address-guard.js';

/** The address of an endpoint, however it was named. */
export const endpointUrl = z.url({ protocol: /^https?$/, error: 'expected an https:// address' }).max(2_000);

/** Standard Webhooks asks for 24 to 64 random bytes. */
const SECRET_BYTES = 32;

/** What messages to an endpoint are signed with, as the libraries of Standard Webhooks take it. */
export function newEndpointSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** @throws ApiError `blocked_address` */
export function requireAllowedEndpoint(url: string, allowPrivate: boolean): void {
  try {
    assertAllowedUrl(url, allowPrivate);
  } catch (error) {
    if (error instanceof BlockedAddress) throw new ApiError('blocked_address');
    throw error;
  }
}
