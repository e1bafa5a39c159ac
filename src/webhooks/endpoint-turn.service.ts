import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { DatabaseService } from '../database/database.service.js';
import type { SealedColumn } from '../database/sealed-column.sql.js';
import { SealingService } from '../database/sealing.service.js';
import { activity } from '../observability/activity.js';
import { AttemptEndsService } from './attempt-ends.service.js';
import { claimDeliveries } from './claim.sql.js';
import { PREVIOUS_SECRET, SEALED_SECRET } from './endpoints.sql.js';
import { BREAKER_OPENS_AT } from './retries.js';
import { failure, SenderService, type SendResult } from './sender.service.js';
import { endTurn, takeTurn } from './turns.sql.js';

/** Messages on their way to one endpoint at once. */
const IN_FLIGHT = 4;
/** Twice what an attempt can take, so that nobody sends beside it. */
const ATTEMPT_LEASE_SECONDS = 30;
/** Outlasts the time between two renewals and an attempt begun just before. */
const TURN_LEASE_SECONDS = 30;
const RENEW_AFTER_MS = 10_000;
/** Then others that wait for a place get theirs. */
const TURN_TIME_LIMIT_MS = 20_000;
/** While all that is in flight is slow, what came in since then is looked for so often. */
const LOOK_AGAIN_MS = 500;

interface ClaimedDelivery {
  id: string;
  attempts: number;
  attempts_before: number;
  event_id: string;
  type: string;
  /** The JSON as it was stored: signed and sent as it is. */
  data: string;
  created_at: Date;
  traceparent: string | null;
  account_id: string;
  url: string;
  sealed_secret: string;
  previous: string | null;
}

/**
 * A turn at one endpoint: sends what is due there, a few at a time, until nothing is left. One process at a time has it,
 * so an endpoint never sees more at once, and one that hangs holds up nobody but itself. A crash between a post and its
 * commit sends the message again, under the same id.
 */
@Injectable()
export class EndpointTurnService implements OnModuleDestroy {
  private readonly logger = new Logger('webhooks');
  private stopping = false;

  constructor(
    private readonly database: DatabaseService,
    private readonly sender: SenderService,
    private readonly ends: AttemptEndsService,
    private readonly sealing: SealingService,
  ) {}

  async serve(endpointId: string): Promise<void> {
    const turn = new Turn(endpointId);
    const inFlight = new Set<Promise<void>>();
    if (!(await this.take(turn))) return;
    try {
      while (!this.stopping && !turn.isOver && (await this.keep(turn))) {
        for (const delivery of await this.claim(turn, inFlight.size)) {
          const attempt = traced(delivery, () => this.attempt(endpointId, delivery)).finally(() =>
            inFlight.delete(attempt),
          );
          inFlight.add(attempt);
        }
        if (inFlight.size === 0) break;
        await firstOf(inFlight);
      }
    } finally {
      await Promise.allSettled(inFlight);
      await this.database.run(endTurn, [turn.endpointId, turn.owner]);
    }
  }

  /** No new attempt is begun; those in flight are waited for. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  private async take(turn: Turn): Promise<boolean> {
    const taken = await this.database.run(takeTurn, [turn.endpointId, turn.owner, TURN_LEASE_SECONDS]);
    turn.renewed();
    return taken.length > 0;
  }

  private async keep(turn: Turn): Promise<boolean> {
    return turn.isFresh || this.take(turn);
  }

  private claim({ endpointId, owner }: Turn, inFlight: number): Promise<ClaimedDelivery[]> {
    if (inFlight >= IN_FLIGHT) return Promise.resolve([]);
    const values = [endpointId, owner, IN_FLIGHT, inFlight, BREAKER_OPENS_AT, ATTEMPT_LEASE_SECONDS];
    return this.database.run<ClaimedDelivery>(claimDeliveries, values);
  }

  private async attempt(endpointId: string, delivery: ClaimedDelivery): Promise<void> {
    const { id, attempts, attempts_before } = delivery;
    const startedAt = new Date();
    const began = performance.now();
    const result = await this.send(endpointId, delivery);
    const durationMs = performance.now() - began;
    const ended = { deliveryId: id, attempt: attempts, attemptsBefore: attempts_before, startedAt, durationMs, result };
    await this.ends.write(ended);
  }

  private async send(endpointId: string, delivery: ClaimedDelivery): Promise<SendResult> {
    const { attempts, attempts_before, event_id, type, data, created_at, url } = delivery;
    const secrets = await this.secretsOf(endpointId, delivery);
    if (!secrets) return failure('the secret could not be opened');
    const body = `{"type":${JSON.stringify(type)},"timestamp":"${created_at.toISOString()}","data":${data}}`;
    return this.sender.send({ id: event_id, body, url, secrets, attempt: attempts - attempts_before });
  }

  /** Null when they do not open: an attempt that failed, as no retry within seconds can help. */
  private async secretsOf(endpointId: string, delivery: ClaimedDelivery): Promise<string[] | null> {
    const { id, account_id, sealed_secret, previous } = delivery;
    const open = (column: SealedColumn, text: string) =>
      this.sealing.open(this.database, column.place(account_id, endpointId), text);
    try {
      const secret = await open(SEALED_SECRET, sealed_secret);
      return previous === null ? [secret] : [secret, await open(PREVIOUS_SECRET, previous)];
    } catch {
      this.logger.error(`${id}: the secret was sealed with another ENCRYPTION_KEY, or for another row`);
      return null;
    }
  }
}

class Turn {
  readonly owner = randomUUID();
  private readonly end = Date.now() + TURN_TIME_LIMIT_MS;
  private renewedAt = 0;

  constructor(readonly endpointId: string) {}

  get isOver(): boolean {
    return Date.now() > this.end;
  }

  get isFresh(): boolean {
    return Date.now() - this.renewedAt < RENEW_AFTER_MS;
  }

  renewed(): void {
    this.renewedAt = Date.now();
  }
}

function traced({ event_id: eventId, traceparent }: ClaimedDelivery, attempt: () => Promise<void>): Promise<void> {
  return activity('webhook', { eventId }, attempt, traceparent);
}

/** Waits for an attempt to end, or not so long when there is still room beside it. */
async function firstOf(inFlight: Set<Promise<void>>): Promise<void> {
  if (inFlight.size >= IN_FLIGHT) return Promise.race(inFlight);
  const timer = new AbortController();
  const wait = sleep(LOOK_AGAIN_MS, undefined, { signal: timer.signal }).catch(() => {});
  await Promise.race([...inFlight, wait]).finally(() => timer.abort());
}
