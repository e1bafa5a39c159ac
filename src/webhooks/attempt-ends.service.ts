import { Injectable } from '@nestjs/common';
import { DatabaseService, type Sql } from '../database/database.service.js';
import { EventsService } from '../events/events.service.js';
import { endAttempts, type DisabledEndpoint } from './end-attempts.sql.js';
import { endpointBreak, retryDelay } from './retries.js';
import type { SendResult } from './sender.service.js';
import { WebhookFigures } from './webhook-figures.js';

/** Ends written in one statement at most. */
const MAX_SET = 200;

/** An attempt that is over, with what the receiver did. */
export interface EndedAttempt {
  deliveryId: string;
  /** The number it was claimed with, and how many of them were of an earlier run through the schedule. */
  attempt: number;
  attemptsBefore: number;
  startedAt: Date;
  durationMs: number;
  result: SendResult;
}

interface Waiting {
  ended: EndedAttempt;
  written: () => void;
  failed: (error: unknown) => void;
}

/**
 * Writes how attempts ended, in sets: while one set is written the next one gathers. One by one the commits would be
 * what limits the rate. An end that is not written is as if the process had died: the message is sent again, same id.
 */
@Injectable()
export class AttemptEndsService {
  private waiting: Waiting[] = [];
  private writing = false;

  constructor(
    private readonly database: DatabaseService,
    private readonly events: EventsService,
    private readonly figures: WebhookFigures,
  ) {}

  /** Resolves when it is committed. */
  write(ended: EndedAttempt): Promise<void> {
    return new Promise((written, failed) => {
      this.waiting.push({ ended, written, failed });
      if (!this.writing) void this.writeSets();
    });
  }

  private async writeSets(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const set = this.waiting.splice(0, MAX_SET);
      try {
        await this.writeSet(set.map(({ ended }) => ended));
        for (const { written } of set) written();
      } catch (error) {
        for (const { failed } of set) failed(error);
      }
    }
    this.writing = false;
  }

  /** Only a failure can disable an endpoint, and only that has an event to commit with it. */
  private async writeSet(set: EndedAttempt[]): Promise<void> {
    const values = columnsOf(set);
    if (set.every(({ result }) => result.delivered)) {
      await this.database.run(endAttempts, values);
      return this.figures.count(set, []);
    }
    await this.database.transaction(async (sql) => {
      const disabled = await sql.run<DisabledEndpoint>(endAttempts, values);
      await this.tellOf(sql, disabled);
      sql.afterCommit(() => this.figures.count(set, disabled));
    });
  }

  /** Of the address only the host is told: its path may be a secret, as that of a chat's hook is. */
  private async tellOf(sql: Sql, disabled: DisabledEndpoint[]): Promise<void> {
    const events = disabled.map((row) => ({
      accountId: row.account_id,
      type: 'webhook.disabled' as const,
      data: {
        id: row.id,
        host: new URL(row.url).host,
        forBatches: row.for_batches,
        reason: row.disabled_reason,
        failingSince: row.failing_since?.toISOString() ?? null,
        disabledAt: row.disabled_at.toISOString(),
      },
    }));
    await this.events.append(sql, events);
  }
}

function columnsOf(set: EndedAttempt[]): unknown[] {
  return [
    set.map(({ deliveryId }) => deliveryId),
    set.map(({ attempt }) => attempt),
    set.map(({ startedAt }) => startedAt),
    set.map(({ durationMs }) => Math.round(durationMs)),
    set.map(({ result }) => result.status),
    set.map(({ result }) => result.error),
    set.map(({ result }) => (result.headers ? JSON.stringify(result.headers) : null)),
    set.map(({ result }) => result.body),
    set.map(delayOf),
    set.map(({ result }) => result.delivered),
    set.map(({ result }) => endpointBreak(result.status, result.retryAfter)),
  ];
}

/** 410 says that nobody is there any more: no further attempt. */
function delayOf({ attempt, attemptsBefore, result }: EndedAttempt): number | null {
  if (result.delivered || result.status === 410) return null;
  return retryDelay(attempt - attemptsBefore, result.retryAfter);
}
