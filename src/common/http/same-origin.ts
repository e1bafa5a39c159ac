import type { FastifyRequest } from 'fastify';
import { ApiError } from '../errors.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what a page of another origin makes a browser send with our cookies. Browsers say where a request comes from
 * (`Sec-Fetch-Site`), older ones at least `Origin`, and no page can forge either; who sends neither is no browser.
 * @throws ApiError `forbidden`
 */
export function requireSameOrigin(request: FastifyRequest, publicUrl: string): void {
  if (SAFE_METHODS.has(request.method)) return;
  const { origin, host, 'sec-fetch-site': site } = request.headers;
  if (site === 'same-origin' || site === 'none') return;
  if (site === undefined && origin === undefined) return;
  if (origin === new URL(publicUrl).origin) return;
  const ownHost = site === undefined && URL.canParse(String(origin)) && new URL(String(origin)).host === host;
  if (!ownHost) throw new ApiError('forbidden', { requires: 'same_origin' });
}
