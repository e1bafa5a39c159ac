import { Controller, Get, Injectable } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { OperatorOnly } from '../common/http/callers.js';
import { DatabaseService } from '../database/database.service.js';
import type { BillingHeal, BillingReconcile, BillingRefundedTime, StripeEvent } from '../database/generated/client.js';
import { PrismaService } from '../database/prisma.service.js';
import { countEvents } from './events.sql.js';
import { PortalConfigurationService } from './portal-configuration.service.js';
import { StripeClientService } from './stripe-client.service.js';

/** Rows of each list: enough to see what is wrong. */
const SHOWN = 20;

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
  portal: z
    .object({
      configuration: z.string().nullable(),
      problem: z.string().nullable().describe('Why it is as the dashboard of Stripe says'),
    })
    .nullable()
    .describe('How customers change and end subscriptions; null without billing'),
  refundedTime: z
    .array(
      z.object({
        account: z.string(),
        subscription: z.string(),
        invoice: z.string(),
        amount: z.int(),
        currency: z.string(),
        createdAt: time,
      }),
    )
    .describe(
      'Subscriptions of which Stripe gave time back, newest first: their allowances are not lowered by it alone',
    ),
});
export type BillingReport = z.infer<typeof billingReport>;

@Injectable()
export class BillingReportService {
  constructor(
    private readonly database: DatabaseService,
    private readonly prisma: PrismaService,
    private readonly stripe: StripeClientService,
    private readonly portal: PortalConfigurationService,
  ) {}

  async report(): Promise<BillingReport> {
    const [counts] = await this.database.run<Record<'waiting' | 'failing' | 'unknown', number>>(countEvents);
    const { waiting = 0, failing = 0, unknown = 0 } = counts ?? {};
    const { stripeEvent, billingReconcile, billingHeal, billingRefundedTime } = this.prisma;
    const waits = { where: { handledAt: null }, orderBy: { nextAt: 'asc' }, take: SHOWN } as const;
    const isUnknown = { where: { outcome: 'unknown_customer' }, orderBy: { receivedAt: 'desc' }, take: SHOWN } as const;
    const waitingFirst = (await stripeEvent.findMany(waits)).map(waitingView);
    const unknownLast = (await stripeEvent.findMany(isUnknown)).map(eventView);
    const reconcile = await billingReconcile.findFirst({ orderBy: { id: 'desc' } });
    const healed = await billingHeal.findMany({ orderBy: { id: 'desc' }, take: SHOWN });
    const refunded = await billingRefundedTime.findMany({ orderBy: { createdAt: 'desc' }, take: SHOWN });
    return {
      configured: this.stripe.configured,
      events: { waiting, failing, unknown, waitingFirst, unknownLast },
      reconcile: reconcile && roundView(reconcile),
      healed: healed.map(healView),
      portal: await this.portal.report(),
      refundedTime: refunded.map(refundedView),
    };
  }
}

function eventView(row: StripeEvent): z.infer<typeof event> {
  const { id, type, customerId: customer, paymentIntentId: payment, createdAt, receivedAt } = row;
  return { id, type, customer, payment, createdAt: createdAt.toISOString(), receivedAt: receivedAt.toISOString() };
}

function waitingView(row: StripeEvent): z.infer<typeof waitingEvent> {
  return { ...eventView(row), attempts: row.attempts, nextAt: row.nextAt.toISOString(), error: row.error };
}

function roundView({ id, phase, looked, healed, error, startedAt, endedAt }: BillingReconcile): z.infer<typeof round> {
  const [began, ended] = [startedAt.toISOString(), endedAt?.toISOString() ?? null];
  return { id, phase, looked, healed, error, startedAt: began, endedAt: ended };
}

function refundedView(row: BillingRefundedTime): BillingReport['refundedTime'][0] {
  const { accountId: account, subscriptionId: subscription, invoiceId: invoice, amount, currency, createdAt } = row;
  return { account, subscription, invoice, amount: Number(amount), currency, createdAt: createdAt.toISOString() };
}

function healView({ reconcileId, accountId, changes, createdAt }: BillingHeal): z.infer<typeof heal> {
  const told = changes as string[];
  return { reconcile: reconcileId, account: accountId, changes: told, createdAt: createdAt.toISOString() };
}

@OperatorOnly()
@Controller('api/admin/billing')
export class BillingReportController {
  constructor(private readonly reporter: BillingReportService) {}

  @Get()
  @ApiOkResponse({ standardSchema: billingReport })
  report(): Promise<BillingReport> {
    return this.reporter.report();
  }
}
