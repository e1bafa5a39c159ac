import type { FastifyHelmetOptions } from '@fastify/helmet';

/** Two years, as browsers' preload lists ask for. */
const HSTS_SECONDS = 2 * 365 * 24 * 3_600;

/**
 * Headers for browsers. Pages may load nothing from elsewhere but pictures, which lie in buckets, and nobody may frame
 * them. What belongs to TLS is left out where people come without it.
 */
export function securityHeaders(publicUrl: string): FastifyHelmetOptions {
  const tls = publicUrl.startsWith('https://');
  return {
    global: true,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:', 'https:', ...(tls ? [] : ['http:'])],
        // The page of the API's description brings its styles along.
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'", 'data:'],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: tls ? [] : null,
      },
    },
    strictTransportSecurity: tls ? { maxAge: HSTS_SECONDS, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
  };
}
