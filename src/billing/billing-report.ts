import { Controller, Get, Injectable } from '@nestjs/common';
import { OperatorOnly } from '../common/http/callers.js';
import { Database, statement } from '../database/database.service.js';
import { StripeClient } from './stripe-client.js';

/** Rows of each list: enough to see what is wrong. */
const SHOWN = 20;

const countEvents = statement(
  'billing.count-events',
  `SELECT count(*) FILTER (WHERE handled_at IS NULL) AS waiting,
     count(*) FILTER (WHERE handled_at IS NULL AND attempts > 0) AS failing,
     count(*) FILTER (WHERE outcome = 'unknown_customer') AS unknown
   FROM stripe_events WHERE handled_at IS NULL OR outcome = 'unknown_customer'`,
);
const EVENT = `id, type, customer_id AS customer, payment_intent_id AS payment, created_at AS "createdAt",
  received_at AS "receivedAt"`;
const listWaiting = statement(
  'billing.list-waiting-events',
  `SELECT ${EVENT}, attempts, next_at AS "nextAt", error FROM stripe_events WHERE handled_at IS NULL
   ORDER BY next_at LIMIT $1`,
);
const listUnknown = statement(
  'billing.list-unknown-events',
  `SELECT ${EVENT} FROM stripe_events WHERE outcome = 'unknown_customer' ORDER BY received_at DESC LIMIT $1`,
);
const lastReconcile = statement(
  'billing.last-reconcile',
  `SELECT id, phase, looked, healed, error, started_at AS "startedAt", ended_at AS "endedAt" FROM billing_reconciles
   ORDER BY id DESC LIMIT 1`,
);
const listHeals = statement(
  'billing.list-heals',
  `SELECT reconcile_id AS reconcile, account_id AS account, changes, created_at AS "createdAt" FROM billing_heals
   ORDER BY id DESC LIMIT $1`,
);

/** What the operator should know of billing. Times of events are Stripe's. */
export interface BillingReport {
  configured: boolean;
  events: { waiting: number; failing: number; unknown: number; waitingFirst: object[]; unknownLast: object[] };
  /** The last round, or the one under way. */
  reconcile: object | null;
  /** What rounds put right, newest first. */
  healed: object[];
}

@Injectable()
export class BillingReporter {
  constructor(
    private readonly database: Database,
    private readonly stripe: StripeClient,
  ) {}

  async report(): Promise<BillingReport> {
    const [counts] = await this.database.run<Record<'waiting' | 'failing' | 'unknown', number>>(countEvents);
    const { waiting = 0, failing = 0, unknown = 0 } = counts ?? {};
    const waitingFirst = await this.database.run(listWaiting, [SHOWN]);
    const unknownLast = await this.database.run(listUnknown, [SHOWN]);
    const [reconcile = null] = await this.database.run(lastReconcile);
    const healed = await this.database.run(listHeals, [SHOWN]);
    const events = { waiting, failing, unknown, waitingFirst, unknownLast };
    return { configured: this.stripe.configured, events, reconcile, healed };
  }
}

@OperatorOnly()
@Controller('api/admin/billing')
export class BillingReportController {
  constructor(private readonly reporter: BillingReporter) {}

  @Get()
  report(): Promise<BillingReport> {
    return this.reporter.report();
  }
}
