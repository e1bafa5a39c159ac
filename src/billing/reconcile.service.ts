import { Injectable, Logger } from '@nestjs/common';
import { errorText, foreignText } from '../common/foreign-text.js';
import { newId } from '../common/ids.js';
import { DatabaseService } from '../database/database.service.js';
import { dropUnopened, lingeringCheckouts } from './checkouts.sql.js';
import { CustomersService } from './customers.service.js';
import { readClock, staleCustomers, takeRenewing } from './customers.sql.js';
import { concernsBilling } from './event-target.js';
import { StripeEventsService } from './stripe-events.service.js';
import { forgetEvents } from './events.sql.js';
import { idOf } from './payment-facts.js';
import {
  advanceReconcile,
  beginReconcile,
  endReconcile,
  forgetReconciles,
  interruptReconcile,
  noteHeal,
  takeReconcile,
  type Phase,
  type ReconcileRow,
} from './reconcile.sql.js';
import { FaultsService } from '../faults/faults.service.js';
import { isStripeAway, StripeClientService } from './stripe-client.service.js';
import { BillingSyncService, type SyncScope } from './billing-sync.service.js';

/** Objects in a page. Each may cost a few calls to Stripe, and a process that stops waits for its page. */
const PAGE = 25;
/** Pages of customers in one round, so 1,000: far from Stripe's limit of 100 calls a second. The others are in the next. */
const CUSTOMERS_PAGES = 40;
/** What happened a moment ago is on its way, not missed. */
const ON_ITS_WAY_SECONDS = 120;

/** What came of a page: where to go on, null when the phase is done. */
interface PageEnd {
  cursor: string | null;
  looked: number;
  healed: number;
}

/**
 * Looks every hour for what was missed, a page at a time: events that never came, sessions of the last days, purchases
 * that did not end, and customers by turns. A round goes on behind its last page when a process dies.
 */
@Injectable()
export class ReconcileService {
  private readonly logger = new Logger('billing');
  private readonly phases: { name: Phase; page: (run: ReconcileRow) => Promise<PageEnd> }[] = [
    { name: 'events', page: (run) => this.missedEvents(run) },
    { name: 'sessions', page: (run) => this.recentSessions(run) },
    { name: 'checkouts', page: (run) => this.lingering(run) },
    { name: 'customers', page: (run) => this.customersByTurns(run) },
    { name: 'forget', page: () => this.forget() },
  ];

  constructor(
    private readonly database: DatabaseService,
    private readonly stripe: StripeClientService,
    private readonly customers: CustomersService,
    private readonly events: StripeEventsService,
    private readonly sync: BillingSyncService,
    private readonly faults: FaultsService,
  ) {}

  /**
   * Works on the round that is under way, or on a new one when it is time, to its end or until the time is up. Without
   * Stripe it does nothing.
   */
  async reconcile(timeLimitMs = Infinity): Promise<void> {
    if (!this.stripe.configured) return;
    await this.database.run(beginReconcile, [newId('rec')]);
    const deadline = Date.now() + timeLimitMs;
    while ((await this.step()) && Date.now() < deadline);
  }

  /** Asks Stripe what became of paid times that are over, before anybody tells. Answers how many accounts that were. */
  async renewals(): Promise<number> {
    if (!this.stripe.configured) return 0;
    const due = await this.database.run<{ account_id: string }>(takeRenewing, [PAGE]);
    for (const { account_id: id } of due) await this.sync.account(id, { subscriptions: true }).catch(this.warn(id));
    return due.length;
  }

  /** One page of the round; false when there is none to be worked on. */
  private async step(): Promise<boolean> {
    const [run] = await this.database.run<ReconcileRow>(takeReconcile);
    if (!run) return false;
    const index = this.phases.findIndex(({ name }) => name === run.phase);
    try {
      const end = await this.phases[index]?.page(run);
      const phase = end?.cursor ? run.phase : this.phases[index + 1]?.name;
      const { cursor = null, looked = 0, healed = 0 } = end ?? {};
      await this.database.run(advanceReconcile, [run.id, phase ?? run.phase, cursor, looked, healed]);
      if (!phase) await this.database.run(endReconcile, [run.id]);
      return phase !== undefined;
    } catch (error) {
      await this.database.run(interruptReconcile, [run.id, errorText(error)]);
      throw error;
    }
  }

  /** Stripe keeps all events for 30 days: those that are not among ours never came. */
  private async missedEvents({ id, since, cursor }: ReconcileRow): Promise<PageEnd> {
    const page = await this.stripe.api.events.list({ ...(await this.pageFrom(since, cursor)) });
    let healed = 0;
    for (const event of page.data.filter(({ type }) => concernsBilling(type))) {
      if (!(await this.events.store(event, 'reconcile'))) continue;
      // One that goes wrong stays behind as any other does, and is tried again.
      const handled = await this.events.handle(event.id).catch(this.warn(event.id));
      if (handled?.accountId) healed += await this.note(id, handled.accountId, handled.changes);
    }
    return { cursor: page.has_more ? (page.data.at(-1)?.id ?? null) : null, looked: page.data.length, healed };
  }

  private async recentSessions({ id, since, cursor }: ReconcileRow): Promise<PageEnd> {
    const page = await this.stripe.api.checkout.sessions.list({ ...(await this.pageFrom(since, cursor)) });
    let healed = 0;
    for (const session of page.data.filter(({ status }) => status !== 'open')) {
      const customer = idOf(session.customer);
      const accountId = customer && (await this.customers.accountOf(customer));
      const work = async () => {
        healed += await this.heal(id, accountId ?? '', { sessions: [session.id] });
      };
      if (accountId)
        await this.faults.each('reconcile', [{ id: session.id, account_id: accountId }], work, isStripeAway);
    }
    return { cursor: page.has_more ? (page.data.at(-1)?.id ?? null) : null, looked: page.data.length, healed };
  }

  /** Also those that are paid for later than a round looks back. */
  private async lingering({ id, cursor }: ReconcileRow): Promise<PageEnd> {
    await this.database.run(dropUnopened);
    const rows = await this.database.run<{ id: string; account_id: string; session_id: string }>(lingeringCheckouts, [
      cursor ?? '',
      PAGE,
    ]);
    let healed = 0;
    const work = async (row: (typeof rows)[0]) => {
      healed += await this.heal(id, row.account_id, { sessions: [row.session_id] });
    };
    await this.faults.each('reconcile', rows, work, isStripeAway);
    return { cursor: rows.length === PAGE ? (rows.at(-1)?.id ?? null) : null, looked: rows.length, healed };
  }

  /** The cursor counts the pages. */
  private async customersByTurns({ id, cursor, started_at: started }: ReconcileRow): Promise<PageEnd> {
    const pages = Number(cursor ?? 0) + 1;
    const { now, real } = await this.clock();
    const before = new Date(started.getTime() + real.getTime() - now.getTime());
    const rows = await this.database.run<{ id: string; account_id: string }>(staleCustomers, [before, PAGE]);
    let healed = 0;
    const work = async (row: (typeof rows)[0]) => {
      healed += await this.heal(id, row.account_id, { subscriptions: true });
    };
    await this.faults.each('reconcile', rows, work, isStripeAway);
    const more = rows.length === PAGE && pages < CUSTOMERS_PAGES;
    return { cursor: more ? String(pages) : null, looked: rows.length, healed };
  }

  private async forget(): Promise<PageEnd> {
    await this.database.run(forgetReconciles);
    const gone = await this.database.run(forgetEvents, [PAGE]);
    return { cursor: gone.length === PAGE ? 'more' : null, looked: 0, healed: 0 };
  }

  private async heal(run: string, accountId: string, scope: SyncScope): Promise<number> {
    return this.note(run, accountId, await this.sync.account(accountId, scope));
  }

  private async note(run: string, accountId: string, changes: string[]): Promise<number> {
    if (changes.length === 0) return 0;
    await this.database.run(noteHeal, [run, accountId, JSON.stringify(changes)]);
    this.logger.warn(`missed and put right for ${accountId}: ${foreignText(changes.join('; '), 500)}`);
    return 1;
  }

  private async pageFrom(since: Date, cursor: string | null) {
    const { now } = await this.clock();
    const seconds = (time: Date) => Math.floor(time.getTime() / 1000);
    const created = { gte: seconds(since), lte: seconds(now) - ON_ITS_WAY_SECONDS };
    return { created, limit: PAGE, ...(cursor === null ? {} : { starting_after: cursor }) };
  }

  private async clock(): Promise<{ now: Date; real: Date }> {
    const [clock] = await this.database.run<{ now: Date; real: Date }>(readClock);
    if (!clock) throw new Error('The database has no clock');
    return clock;
  }

  private warn(what: string) {
    return (error: unknown) => {
      this.logger.warn(`${what}: ${errorText(error)}`);
    };
  }
}
