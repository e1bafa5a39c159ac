import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** Whether this process wants new requests. */
@Injectable()
export class ReadinessService {
  private leaving = false;

  get isLeaving(): boolean {
    return this.leaving;
  }

  /**
   * Says from here on that it is not ready, and that connections end with their next answer, but goes on answering: balancers
   * and clients have the time to go elsewhere.
   */
  async leave(ms: number): Promise<void> {
    this.leaving = true;
    await sleep(ms);
  }
}

/** A connection that is kept open would bring its next request to a process that is gone. */
export function closeConnectionsWhenLeaving(server: FastifyInstance, readiness: ReadinessService): void {
  server.addHook('onSend', (_, reply, payload, done) => {
    if (readiness.isLeaving) void reply.header('connection', 'close');
    done(null, payload);
  });
}
