import { Controller, Get, Injectable } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { OperatorOnly } from '../common/http/callers.js';
import { Database, statement, type Statement } from '../database/database.service.js';
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

const time = z.iso.datetime();
const event = z.object({
  id: z.string(),
  type: z.string(),
  customer: z.string().nullable(),
  payment: z.string().nullable(),
  createdAt: time.describe('By the clock of Stripe'),
  receivedAt: time,
});
const waitingEvent = event.extend({ attempts: z.int(), nextAt: time, error: z.string().nullable() });
const round = z.object({
  id: z.string(),
  phase: z.string(),
  looked: z.int(),
  healed: z.int(),
  error: z.string().nullable(),
  startedAt: time,
  endedAt: time.nullable(),
});
const heal = z.object({
  reconcile: z.string(),
  account: z.string(),
  changes: z.array(z.string()),
  createdAt: time,
});

/** What the operator should know of billing. */
export const billingReport = z.object({
  configured: z.boolean(),
  events: z.object({
    waiting: z.int(),
    failing: z.int(),
    unknown: z.int().describe('Of customers that no account has'),
    waitingFirst: z.array(waitingEvent),
    unknownLast: z.array(event),
  }),
  reconcile: round.nullable().describe('The last round, or the one under way'),
  healed: z.array(heal).describe('What rounds put right, newest first'),
});
export type BillingReport = z.infer<typeof billingReport>;

@Injectable()
export class BillingReporter {
  constructor(
    private readonly database: Database,
    private readonly stripe: StripeClient,
  ) {}

  async report(): Promise<BillingReport> {
    const [counts] = await this.database.run<Record<'waiting' | 'failing' | 'unknown', number>>(countEvents);
    const { waiting = 0, failing = 0, unknown = 0 } = counts ?? {};
    const waitingFirst = await this.list<z.infer<typeof waitingEvent>>(listWaiting, [SHOWN]);
    const unknownLast = await this.list<z.infer<typeof event>>(listUnknown, [SHOWN]);
    const [reconcile = null] = await this.list<z.infer<typeof round>>(lastReconcile);
    const healed = await this.list<z.infer<typeof heal>>(listHeals, [SHOWN]);
    const events = { waiting, failing, unknown, waitingFirst, unknownLast };
    return { configured: this.stripe.configured, events, reconcile, healed };
  }

  /** As they are answered: times as text. */
  private async list<T>(query: Statement, values: unknown[] = []): Promise<T[]> {
    return JSON.parse(JSON.stringify(await this.database.run(query, values))) as T[];
  }
}

@OperatorOnly()
@Controller('api/admin/billing')
export class BillingReportController {
  constructor(private readonly reporter: BillingReporter) {}

  @Get()
  @ApiOkResponse({ standardSchema: billingReport })
  report(): Promise<BillingReport> {
    return this.reporter.report();
  }
}
