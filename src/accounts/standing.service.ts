import { addAbortSignal, type Readable } from 'node:stream';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import type { Caller } from '../common/http/callers.js';
import { Repeat } from '../common/repeat.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { DatabaseService } from '../database/database.service.js';
import { fallenCallers } from './standing.sql.js';

/** A deleted key loses what it has open within this time plus that of a read. */
const LOOK_EVERY_MS = 500;

/** Somebody whose request takes a while. */
export interface Watched {
  /** Aborted, with the refusal as its reason, once they may not do it any more. */
  signal: AbortSignal;
  release(): void;
}

/**
 * Whether callers may still do what they were let in for, while it lasts: streams, downloads, uploads, bodies. The rows decide, in
 * every process by itself. Each look is one read, however many are open.
 */
@Injectable()
export class StandingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly watched = new Map<AbortController, Caller>();
  private readonly looking = new Repeat('standing', LOOK_EVERY_MS, () => this.look(), new Logger('callers'));

  constructor(
    private readonly database: DatabaseService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('api')) this.looking.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.looking.stop();
  }

  /** Until `release`, which must come. */
  watch(caller: Caller): Watched {
    const abort = new AbortController();
    this.watched.set(abort, caller);
    return { signal: abort.signal, release: () => void this.watched.delete(abort) };
  }

  /** Breaks the stream off once its reader loses the right to it. */
  watchStream<Stream extends Readable>(caller: Caller, stream: Stream): Stream {
    const { signal, release } = this.watch(caller);
    stream.once('close', release);
    return addAbortSignal(signal, stream);
  }

  /** For work that took a while to begin. @throws ApiError `unauthorized` */
  async require(caller: Caller): Promise<void> {
    if ((await this.fallen([caller])).length > 0) throw new ApiError('unauthorized');
  }

  private async look(): Promise<void> {
    if (this.watched.size === 0) return;
    const open = [...this.watched];
    for (const place of await this.fallen(open.map(([, caller]) => caller))) {
      const [abort] = open[place] ?? [];
      if (abort && this.watched.delete(abort)) abort.abort(new ApiError('unauthorized'));
    }
  }

  private async fallen(callers: Caller[]): Promise<number[]> {
    const column = <T>(of: (caller: Caller) => T) => callers.map(of);
    const rows = await this.database.run<{ place: number }>(fallenCallers, [
      column(({ accountId }) => accountId),
      column(({ actor }) => actor.kind),
      column(({ actor }) => actor.id),
      column(({ proof }) => proof),
    ]);
    return rows.map(({ place }) => place - 1);
  }
}
