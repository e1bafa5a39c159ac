import { Injectable } from '@nestjs/common';
import { newId } from '../common/ids.js';
import { statement, type Sql } from '../database/database.service.js';
import { traceparentOfNow } from '../observability/activity.js';
import type { EventType } from './catalogue.js';
import { fittingJson } from './fit-message.js';

export interface NewEvent {
  accountId: string;
  type: EventType;
  /** Frozen with the change; a delivery never recomputes it. */
  data: object;
  /** An endpoint that gets it besides those that want its type. */
  endpointId?: string | null;
}

const insertEvents = statement(
  'events.append',
  `INSERT INTO outbox_events (id, account_id, type, data, endpoint_id, traceparent)
   SELECT *, $6::text FROM unnest($1::text[], $2::text[], $3::text[], $4::json[], $5::text[])`,
);

/** The transactional outbox: an event exists if and only if its change was committed. */
@Injectable()
export class EventsService {
  async append(sql: Sql, events: NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    await sql.run(insertEvents, [
      events.map(() => newId('evt')),
      events.map(({ accountId }) => accountId),
      events.map(({ type }) => type),
      events.map(({ data }) => fittingJson(data)),
      events.map(({ endpointId }) => endpointId ?? null),
      traceparentOfNow(),
    ]);
  }
}
