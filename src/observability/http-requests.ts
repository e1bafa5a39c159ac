import type { FastifyInstance, FastifyRequest } from 'fastify';
import { aroundRequest } from './activity.js';
import type { MetricsService } from './metrics.service.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Every request: how long it took, its id in the log, and the beginning of a trace. */
export function observeRequests(server: FastifyInstance, metrics: MetricsService): void {
  const durations = metrics.durations(
    'fluxbatch_http_request_duration_seconds',
    'Time from the head of a request to the end of its answer, by the template of its route',
    ['method', 'route', 'status'],
    SECONDS,
  );
  aroundRequest(server, routeOf);
  server.addHook('onResponse', (request, reply, done) => {
    const labels = { method: request.method, route: routeOf(request), status: reply.statusCode };
    durations.observe(labels, reply.elapsedTime / 1000);
    done();
  });
}

/** Its template, so that no id becomes a label. */
function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'none';
}
