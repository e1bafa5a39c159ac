import { Injectable } from '@nestjs/common';
import { newId } from '../common/ids.js';
import { statement, type Sql } from '../database/database.service.js';
import type { EventType } from './catalogue.js';

export interface NewEvent {
  accountId: string;
  type: EventType;
  /** Frozen with the change; a delivery never recomputes it. */
  data: object;
}

const insertEvent = statement(
  'events.append',
  'INSERT INTO outbox_events (id, account_id, type, data) VALUES ($1, $2, $3, $4)',
);

/** The transactional outbox: an event exists if and only if its change was committed. */
@Injectable()
export class EventsService {
  async append(sql: Sql, event: NewEvent): Promise<void> {
    await sql.run(insertEvent, [newId('evt'), event.accountId, event.type, JSON.stringify(event.data)]);
  }
}
