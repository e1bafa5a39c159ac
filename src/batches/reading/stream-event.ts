import { ApiError } from '../../common/errors.js';
import type { ImageRow } from './image-view.js';

/** A place in the order in which a batch's images were settled. */
export interface StreamPlace {
  settledAt: Date;
  imageId: string;
}

export const BEGINNING: StreamPlace = { settledAt: new Date(0), imageId: '' };
/** The id of the last event of a stream: a client that comes back with it has seen everything. */
export const END = 'end';
/** Keeps proxies and clients from taking a silent stream for a dead one. */
export const HEARTBEAT = ':\n\n';

export function placeOf(row: ImageRow & { settled_at: Date }): StreamPlace {
  return { settledAt: row.settled_at, imageId: row.id };
}

/** The event's `id:` of a place: a client that has seen it has seen all images up to there. */
export function eventId({ settledAt, imageId }: StreamPlace): string {
  return `${settledAt.getTime()}-${imageId}`;
}

/** The reverse. @throws ApiError `invalid_request` */
export function placeOfEventId(id: string): StreamPlace {
  const [, time, imageId] = /^(\d{1,15})-(\w{0,100})$/.exec(id) ?? [];
  if (time === undefined || imageId === undefined) {
    throw ApiError.field('Last-Event-ID', 'expected the id of an event of this stream');
  }
  return { settledAt: new Date(Number(time)), imageId };
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html; JSON has no line ends of its own. */
export function streamEvent(type: 'progress' | 'image' | 'end', id: string, data: object): string {
  return `event: ${type}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}
