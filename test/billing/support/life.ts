import type {
  Dispute,
  PaymentIntent,
  Refund,
  Session,
  StripeEvent,
  Subscription,
} from '../../../stand-ins/stripe/objects.js';
import type { Random } from '../../worlds/random.js';
import { DAY, HOUR, type BillingStage } from './stage.js';

/** One of several accounts that live the same life. What it made at Stripe has a name, by which lives are compared. */
export class Actor {
  customer = '';
  subscription = '';
  readonly names = new Map<string, string>();
  readonly payments: string[] = [];
  readonly sessions: Session[] = [];
  readonly refunds: Refund[] = [];
  readonly disputes: Dispute[] = [];
  /** Events of this one that have not been delivered. */
  waiting: StripeEvent[] = [];

  constructor(readonly id: string) {}
}

type Act = (stage: BillingStage, actor: Actor) => void | Promise<void>;

/** Something that happens, so many seconds after what was before. */
export interface LifeStep {
  wait: number;
  what: string;
  act: Act;
}

const PLANS = ['starter', 'pro', 'agency'] as const;
const PAST_A_RENEWAL = 32 * DAY;

/** A life from its seed: subscribe, renew, upgrade, top up, refund, dispute, cancel, in its own way each time. */
export function makeLife(random: Random): LifeStep[] {
  const first = random.pick(PLANS.slice(0, 2));
  const interval = random.chance(0.2) ? 'year' : 'month';
  const again = random.pick(PLANS);
  const trial = random.chance(0.25) ? random.int(3, 40) : undefined;
  const steps = [
    soon(`subscribe to ${first} by the ${interval}, trial ${trial}`, (stage, actor) =>
      subscribe(stage, actor, { plan: first, interval }, trial),
    ),
    ...topup(random),
    ...(random.chance(0.5) ? [refund(random, 0)] : []),
    upgrade(random),
    ...renewal(random),
    ...topup(random),
    ...(random.chance(0.7) ? dispute(random) : []),
    ...(random.chance(0.7) ? [refund(random, 0), ...failedRefund(random)] : []),
    cancel(random),
    ...(random.chance(0.3)
      ? [later('subscribe again', (stage, actor) => subscribe(stage, actor, { plan: again }))]
      : []),
    { wait: random.int(1, 40) * DAY, what: 'nothing', act: () => {} },
  ];
  return steps;

  function soon(what: string, act: Act): LifeStep {
    return { wait: random.int(1, 10 * HOUR), what, act };
  }
  function later(what: string, act: Act): LifeStep {
    return { wait: random.int(DAY, 25 * DAY), what, act };
  }
}

async function subscribe(
  stage: BillingStage,
  actor: Actor,
  wanted: { plan: (typeof PLANS)[number]; interval?: 'month' | 'year' },
  trial?: number,
): Promise<void> {
  const live = stage.standIn.store.find<Subscription>('subscription', actor.subscription);
  if (live && live.status !== 'canceled') return;
  const subscription = await stage.subscribe(actor, wanted, trial);
  actor.customer = subscription.customer;
  actor.subscription = subscription.id;
}

function topup(random: Random): LifeStep[] {
  const size = random.pick(['small', 'medium', 'large'] as const);
  const slow = random.chance(0.3);
  const arrives = random.chance(0.7);
  const buy: Act = async (stage, actor) => {
    const { session, payment } = await stage.buy(actor, size, slow);
    actor.names.set(payment.id, `payment ${actor.payments.push(payment.id)}`);
    actor.sessions.push(session);
  };
  const end: Act = (stage, actor) => {
    stage.standIn.checkouts.payLater(actor.sessions.at(-1)?.id ?? '', arrives);
  };
  const steps = [{ wait: random.int(1, 3 * DAY), what: `buy ${size}${slow ? ', paid later' : ''}`, act: buy }];
  if (slow)
    steps.push({ wait: random.int(DAY, 4 * DAY), what: `money ${arrives ? 'arrives' : 'does not arrive'}`, act: end });
  return steps;
}

function refund(random: Random, payment: number): LifeStep {
  const parts = Array.from({ length: random.int(1, 3) }, () => random.int(1, 450));
  const whole = random.chance(0.3);
  const act: Act = async (stage, actor) => {
    const { payments, store } = stage.standIn;
    for (const amount of whole ? [undefined] : parts) {
      const intent = store.byId(actor.payments[payment] ?? '') as { status?: string } | undefined;
      if (intent?.status !== 'succeeded') return;
      try {
        const made = payments.refund(actor.payments[payment] ?? '', amount);
        actor.names.set(made.id, `refund ${actor.refunds.push(made)}`);
      } catch {
        // Nothing is left of it.
      }
    }
  };
  return {
    wait: random.int(HOUR, 10 * DAY),
    what: `refund ${whole ? 'all' : parts.join(', ')} of payment ${payment}`,
    act,
  };
}

function failedRefund(random: Random): LifeStep[] {
  if (!random.chance(0.3)) return [];
  const act: Act = (stage, actor) => {
    const refund = actor.refunds.at(-1);
    if (refund) stage.standIn.payments.failRefund(refund.id);
  };
  return [{ wait: random.int(HOUR, 5 * DAY), what: 'the last refund fails', act }];
}

function upgrade(random: Random): LifeStep {
  const to = random.pick(['price_pro', 'price_agency', 'price_agency_yearly', 'price_starter']);
  const atOnce = random.chance(0.6);
  const act: Act = ({ standIn }, { subscription }) => {
    if (atOnce) standIn.subscriptions.change(subscription, to);
    else standIn.subscriptions.changeAtPeriodEnd(subscription, to);
  };
  return { wait: random.int(DAY, 20 * DAY), what: `change to ${to} ${atOnce ? 'now' : 'at period end'}`, act };
}

/** A month goes by; the card may be declined, and the debt paid or not. */
function renewal(random: Random): LifeStep[] {
  const declined = random.chance(0.4);
  const paid = random.chance(0.5);
  const card =
    (value: boolean): Act =>
    ({ standIn }, { customer }) =>
      standIn.invoices.decline(customer, value);
  const pay: Act = ({ standIn }, { subscription }) => {
    const { status } = standIn.store.get<Subscription>('subscription', subscription);
    if (status === 'past_due') standIn.subscriptions.pay(subscription);
  };
  const steps: LifeStep[] = [{ wait: HOUR, what: `card declined: ${declined}`, act: card(declined) }];
  steps.push({ wait: PAST_A_RENEWAL, what: 'a renewal', act: card(false) });
  if (declined && paid) steps.push({ wait: random.int(HOUR, 4 * DAY), what: 'pay the debt', act: pay });
  return steps;
}

function dispute(random: Random): LifeStep[] {
  const [inquiry, end] = [random.chance(0.35), random.pick(['won', 'lost', 'open'] as const)];
  const [escalates, whole] = [random.chance(0.6), random.chance(0.4)];
  const open: Act = ({ standIn }, actor) => {
    const payment = actor.payments.at(-1) ?? '';
    const intent = standIn.store.byId(payment) as { status?: string } | undefined;
    if (intent?.status !== 'succeeded') return;
    // A bank may dispute all of it, also what was refunded.
    const { amount } = standIn.store.get<PaymentIntent>('payment_intent', payment);
    const made = standIn.payments.dispute(payment, whole ? amount : undefined, inquiry);
    actor.names.set(made.id, `dispute ${actor.disputes.push(made)}`);
  };
  const close: Act = ({ standIn }, actor) => {
    const disputed = actor.disputes.at(-1);
    if (disputed && inquiry && escalates) standIn.payments.escalate(disputed.id);
    if (disputed && (!inquiry || escalates) && end !== 'open') standIn.payments.closeDispute(disputed.id, end);
  };
  return [
    { wait: random.int(HOUR, 9 * DAY), what: `dispute${inquiry ? ' (inquiry)' : ''}`, act: open },
    { wait: random.int(DAY, 20 * DAY), what: `dispute ${end}`, act: close },
  ];
}

function cancel(random: Random): LifeStep {
  const atOnce = random.chance(0.4);
  const act: Act = ({ standIn }, { subscription }) => {
    const { status } = standIn.store.get<Subscription>('subscription', subscription);
    if (status === 'canceled') return;
    if (atOnce) standIn.subscriptions.cancel(subscription);
    else standIn.subscriptions.cancelAtPeriodEnd(subscription, true);
  };
  return { wait: random.int(HOUR, 12 * DAY), what: `cancel ${atOnce ? 'now' : 'at period end'}`, act };
}
