import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { StandingService } from '../../accounts/standing.service.js';
import { ApiError } from '../../common/errors.js';
import type { Caller } from '../../common/http/callers.js';
import { SharedPlaces } from '../../common/shared-places.js';
import { isFree } from '../../config/plans.js';
import { unlessLate } from '../../common/time-limit.js';
import { DatabaseService } from '../../database/database.service.js';
import { BatchReaderService } from './batch-reader.service.js';
import type { BatchView } from './batch-view.js';
import { imageView, type ImageRow } from './image-view.js';
import { BEGINNING, END, eventId, HEARTBEAT, placeOf, placeOfEventId, streamEvent } from './stream-event.js';
import type { StreamPlace } from './stream-event.js';
import { settledAfter } from './read.sql.js';

/** Each looks at its batch twice a second, with two small reads. */
export const MAX_STREAMS = 100;
export const MAX_STREAMS_OF_ACCOUNT = 25;
/** One that gives way after that loses nothing: its client comes back with its `Last-Event-ID`. */
const TURN_MS = 10_000;
const LOOK_EVERY_MS = 500;
const HEARTBEAT_MS = 15_000;
/** Images in memory of one stream: a page read, and one on its way out. */
const PAGE = 100;
/** What a client has not taken by then is cut off when the stream has to end; it comes back with its `Last-Event-ID`. */
const STOP_MS = 1_000;
const BUSY_RETRY_SECONDS = 10;

type Texts = AsyncGenerator<string, void>;

/**
 * A batch's events as they happen, read from PostgreSQL: it does not matter which processes work on it. The stream reads
 * on only when its client has taken what it was sent, so a slow client costs no memory.
 */
@Injectable()
export class BatchStreamsService implements BeforeApplicationShutdown {
  private readonly open = new Map<Readable, AbortController>();
  private readonly places = new SharedPlaces({
    places: MAX_STREAMS,
    share: MAX_STREAMS_OF_ACCOUNT,
    turnMs: TURN_MS,
  });
  private stopping = false;

  constructor(
    private readonly database: DatabaseService,
    private readonly reader: BatchReaderService,
    private readonly standing: StandingService,
  ) {}

  /**
   * The stream from its beginning, or from after `lastEventId`; null when that was the last event. It ends when the caller may
   * not read it any more, or when another account needs its place.
   * @throws ApiError `not_found`, `busy`, `invalid_request`
   */
  async follow(caller: Caller, batchId: string, lastEventId: string | undefined): Promise<Readable | null> {
    const { accountId } = caller;
    await this.reader.get(accountId, batchId);
    if (lastEventId === END) return null;
    const place = lastEventId ? placeOfEventId(lastEventId) : BEGINNING;
    const held = this.stopping ? null : this.places.take({ owner: accountId, isFree: isFree(caller.plan) });
    if (!held) throw new ApiError('busy', { retryAfter: BUSY_RETRY_SECONDS });
    const abort = new AbortController();
    const stream = readableOf(this.events(accountId, batchId, place, abort.signal), abort);
    this.open.set(stream, abort);
    const watched = this.standing.watch(caller);
    for (const { signal } of [held, watched]) signal.addEventListener('abort', () => end(stream, abort));
    stream.once('close', () => {
      this.open.delete(stream);
      held.leave();
      watched.release();
    });
    return stream;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    const ended = [...this.open].map(([stream, abort]) => {
      abort.abort();
      return once(stream, 'close').catch(() => {});
    });
    await unlessLate(Promise.all(ended), AbortSignal.timeout(STOP_MS));
    for (const stream of this.open.keys()) stream.destroy();
  }

  private async *events(accountId: string, batchId: string, place: StreamPlace, signal: AbortSignal): Texts {
    const shown = { state: '', at: 0 };
    let sentAt = Date.now();
    while (!signal.aborted) {
      // Before its images: of a batch that has ended here, none is missing in what is read next.
      const batch = await this.reader.get(accountId, batchId);
      const images = await this.imagesBehind(batchId, place);
      let sent = '';
      for (const image of images) {
        place = placeOf(image);
        sent += streamEvent('image', eventId(place), imageView(image));
      }
      const complete = images.length < PAGE;
      if (complete && batch.endedAt) {
        yield sent + streamEvent('end', END, batch);
        return;
      }
      if (isNews(batch, shown)) sent += streamEvent('progress', eventId(place), batch);
      if (sent === '' && Date.now() - sentAt >= HEARTBEAT_MS) sent = HEARTBEAT;
      if (sent !== '') {
        sentAt = Date.now();
        yield sent;
      }
      if (complete) await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    }
  }

  private imagesBehind(batchId: string, { settledAt, imageId }: StreamPlace) {
    return this.database.run<ImageRow & { settled_at: Date }>(settledAfter, [batchId, settledAt, imageId, PAGE]);
  }
}

/** Lets its client take what it was sent; one that takes nothing is cut off. */
function end(stream: Readable, abort: AbortController): void {
  abort.abort();
  setTimeout(() => stream.destroy(), STOP_MS).unref();
}

/** Notes the batch as shown when it is another than before. The rate alone is no news: it changes with the clock. */
function isNews(batch: BatchView, shown: { state: string; at: number }): boolean {
  const state = JSON.stringify({ ...batch, progress: null });
  if (state === shown.state || Date.now() - shown.at < LOOK_EVERY_MS) return false;
  Object.assign(shown, { state, at: Date.now() });
  return true;
}

/** Texts as a stream that asks for the next when the last was taken. Unlike `Readable.from`, it wakes what it drops. */
function readableOf(texts: Texts, abort: AbortController): Readable {
  return new Readable({
    read() {
      texts
        .next()
        .then(({ value }) => this.push(value ?? null))
        .catch((error: Error) => this.destroy(error));
    },
    destroy(error, done) {
      abort.abort();
      done(error);
    },
  });
}
