import type { FastifyInstance } from 'fastify';
import { watchesItsPace } from '../common/http/body-pace.js';

/**
 * Lets forms through on one route, unread: its handler reads them as they come. Every other route refuses them as before,
 * without a byte of them in memory.
 */
export function acceptFormsOn(server: FastifyInstance, path: string): void {
  server.addContentTypeParser('multipart/form-data', (request, _payload, done) => {
    const { url } = request.routeOptions;
    if (url === path) watchesItsPace(request.raw);
    // No route at all is answered as such.
    if (url === path || url === undefined) done(null, undefined);
    else done(Object.assign(new Error('Forms are not taken here'), { statusCode: 415 }));
  });
}
