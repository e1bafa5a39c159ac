import { BillingSyncService } from '../../src/billing/billing-sync.service.js';
import type { PaymentIntent } from '../../stand-ins/stripe/objects.js';
import { holdBatch } from '../support/held-batch.js';
import { DAY, openStage, type BillingStage } from './support/stage.js';

/** Stripe's stand-in, one payment at a time; the numbers are worked out by hand from floor(credits x money taken / money paid). */
describe('top-ups with Stripe', () => {
  let stage: BillingStage;

  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(async () => {
    await stage.service.client.expectSoundBooks();
    await stage.close();
  });

  const newAccount = (plan = 'free') => stage.service.client.account({ plan });
  const look = (id: string) => stage.look(id);

  it('grants a top-up when its money has come, takes growing refunds in parts, and the parts of all are all', async () => {
    const { id } = await newAccount('agency');
    const { session, payment } = await stage.buy({ id }, 'medium', true);
    await stage.deliverAll();
    const topup = async () => ((await look(id)).usage as { ia_topup_credits: number }).ia_topup_credits;
    expect(await topup()).toBe(0);
    await stage.wait(3 * DAY);
    stage.standIn.checkouts.payLater(session.id, true);
    await stage.deliverAll();
    expect(await topup()).toBe(500);
    // 500 credits for $20.00: of $3.33 the customer keeps the fraction, and with the last cent nothing is left.
    for (const [amount, left] of [
      [333, 417],
      [333, 334],
      [1_334, 0],
    ] as const) {
      stage.standIn.payments.refund(payment.id, amount);
      await stage.deliverAll();
      expect(await topup()).toBe(left);
    }
  });

  describe.each([
    ['each heard at once', true],
    ['all heard at the end', false],
  ])('money that is taken back, %s', (_, atOnce) => {
    /** A small top-up is 100 credits for $5.00. */
    async function bought() {
      const account = await newAccount('agency');
      const { payment } = await stage.buy(account, 'small');
      await stage.deliverAll();
      const heard = async () => {
        if (atOnce) await stage.deliverAll();
      };
      const left = async () => {
        await stage.deliverAll();
        return ((await stage.state(account.id)) as Record<string, unknown>).topup_balance;
      };
      return { payments: stage.standIn.payments, id: payment.id, heard, left };
    }

    it('half a refund, a dispute of all, and the refund fails: the bank has all', async () => {
      const { payments, id, heard, left } = await bought();
      const refund = payments.refund(id, 250, 'pending');
      await heard();
      payments.dispute(id, 500);
      await heard();
      payments.failRefund(refund.id);
      expect(await left()).toBe(0);
    });

    it('an inquiry, a refund of nearly all, and the inquiry becomes a dispute of the rest', async () => {
      const { payments, id, heard, left } = await bought();
      const inquiry = payments.dispute(id, 4, true);
      await heard();
      payments.refund(id, 491);
      await heard();
      payments.escalate(inquiry.id);
      // 100 x 495 / 500 is 99: of what is left the customer keeps one.
      expect(await left()).toBe(1);
    });

    it('a dispute of what was refunded takes nothing twice, and won gives back only what it had', async () => {
      const { payments, id, heard, left } = await bought();
      payments.refund(id, 300);
      await heard();
      const dispute = payments.dispute(id, 500);
      await heard();
      payments.closeDispute(dispute.id, 'won');
      expect(await left()).toBe(40);
    });

    it('a refund that fails and another that does not: only the second counts', async () => {
      const { payments, id, heard, left } = await bought();
      const first = payments.refund(id, 333, 'pending');
      await heard();
      payments.failRefund(first.id);
      await heard();
      payments.refund(id, 167);
      // floor(100 x 167 / 500) is 33.
      expect(await left()).toBe(67);
    });
  });

  it('a bank that only inquires takes nothing', async () => {
    const account = await newAccount('agency');
    const { payment } = await stage.buy(account, 'small');
    await stage.deliverAll();
    stage.standIn.payments.dispute(payment.id, undefined, true);
    await stage.deliverAll();
    expect(await stage.state(account.id)).toMatchObject({ topup_balance: 100, topup_debt: 0 });
    expect((await stage.state(account.id)).ledger).toHaveLength(1);
  });

  it.each([
    ['another customer', (payment: PaymentIntent, other: string) => Object.assign(payment, { customer: other })],
    ['another account', (payment: PaymentIntent) => Object.assign(payment.metadata, { account_id: 'acc_other' })],
  ])('a payment of %s is granted to nobody who only names it', async (_, change) => {
    const [account, other] = [await newAccount('agency'), await newAccount('agency')];
    const { payment } = await stage.buy(account, 'small');
    const { payment: theirs } = await stage.buy(other, 'large');
    change(payment, theirs.customer);
    stage.standIn.deliveries.takeHeld();
    const sync = stage.service.app.get(BillingSyncService);
    expect(await sync.account(account.id, { payments: [payment.id, theirs.id] })).toEqual([]);
    expect(await stage.state(account.id)).toMatchObject({ topup_balance: 0, ledger: [] });
    // Theirs is granted to them alone.
    expect(await sync.account(other.id, { payments: [theirs.id] })).toHaveLength(1);
    expect(await stage.state(other.id)).toMatchObject({ topup_balance: 2_000 });
  });

  it('a disputed top-up that was spent leaves a debt, and a dispute that is won restores it', async () => {
    const account = await newAccount('agency');
    const { payment } = await stage.buy(account, 'small');
    await stage.deliverAll();
    await (await holdBatch(stage.service, account, 10_040, true)).end(10_040);
    const dispute = stage.standIn.payments.dispute(payment.id);
    await stage.deliverAll();
    expect(await stage.state(account.id)).toMatchObject({ topup_balance: 0, topup_debt: 40 });
    stage.standIn.payments.closeDispute(dispute.id, 'won');
    await stage.deliverAll();
    expect(await stage.state(account.id)).toMatchObject({ topup_balance: 60, topup_debt: 0 });
  });
});
