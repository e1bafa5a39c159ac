import { Injectable } from '@nestjs/common';
import { newId } from '../common/ids.js';
import type { Sql } from '../database/database.service.js';
import { traceparentOfNow } from '../observability/activity.js';
import type { EventType } from './catalogue.js';
import { fittingJson } from './fit-message.js';
import { appendEvents, appendRelayed } from './outbox.sql.js';

export interface NewEvent {
  accountId: string;
  type: EventType;
  /** Frozen with the change; a delivery never recomputes it. */
  data: object;
  /** An endpoint that gets it besides those that want its type. */
  endpointId?: string | null;
}

/** The transactional outbox: an event exists if and only if its change was committed. */
@Injectable()
export class EventsService {
  async append(sql: Sql, events: NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    await sql.run(appendEvents, [
      events.map(() => newId('evt')),
      events.map(({ accountId }) => accountId),
      events.map(({ type }) => type),
      events.map(({ data }) => fittingJson(data)),
      events.map(({ endpointId }) => endpointId ?? null),
      traceparentOfNow(),
    ]);
  }

  /** An event without data for one endpoint, whose delivery the caller makes in the same transaction. Answers its id. */
  async appendRelayed(sql: Sql, accountId: string, type: string, endpointId: string): Promise<string> {
    const id = newId('evt');
    await sql.run(appendRelayed, [id, accountId, type, endpointId]);
    return id;
  }
}
