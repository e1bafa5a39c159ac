import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ForAnybody } from '../common/http/callers.js';
import { ReadinessService } from './readiness.service.js';
import { withTimeLimit } from '../common/time-limit.js';

/** Something the process can't work without. `check` throws when it is away. */
export interface HealthCheck {
  name: string;
  check: () => Promise<unknown>;
}
export const HEALTH_CHECKS = Symbol('health checks');

/** A part that takes longer is as good as away. */
const CHECK_TIME_LIMIT_MS = 2_000;

@ForAnybody()
@Controller('health')
export class HealthController {
  constructor(
    @Inject(HEALTH_CHECKS) private readonly checks: HealthCheck[],
    private readonly readiness: ReadinessService,
  ) {}

  /** The process runs. */
  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** Everything it needs answers; 503 names what does not, or that it is about to end. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    if (this.readiness.isLeaving) {
      void reply.status(503);
      return { status: 'stopping', checks: {} };
    }
    const states = await Promise.all(this.checks.map(async ({ name, check }) => [name, await stateOf(check)] as const));
    const ok = states.every(([, state]) => state === 'ok');
    if (!ok) void reply.status(503);
    return { status: ok ? 'ok' : 'unavailable', checks: Object.fromEntries(states) };
  }
}

async function stateOf(check: () => Promise<unknown>): Promise<'ok' | 'unavailable'> {
  return withTimeLimit(check(), CHECK_TIME_LIMIT_MS, () => new Error('No answer in time')).then(
    () => 'ok',
    () => 'unavailable',
  );
}
