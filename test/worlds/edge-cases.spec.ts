import { EdgeAccount } from './edge-account.js';
import { OPERATOR, openStage, type Stage } from './stage.js';

/** AI credits are what the cases are about: compressions are unlimited, but for the free plan. */
const PLANS = {
  free: { compressions: 20, ai: 0, features: [] },
  starter: { compressions: null, ai: 200, features: ['ai', 'api'] },
  pro: { compressions: null, ai: 1_000, features: ['ai', 'api'] },
  agency: { compressions: null, ai: null, features: ['ai', 'api'] },
};
const START = '2027-01-31T10:00:00.000Z';
const END = '2027-02-28T10:00:00.000Z';

describe('edge cases of credits', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage(PLANS);
  });
  beforeEach(() => stage.clear(['UTC', 'America/New_York', 'Pacific/Kiritimati']));
  afterEach(async () => {
    const { checks } = await stage.audit();
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  });
  afterAll(() => stage.close());

  const time = (at: string) => stage.setClock(new Date(at));
  const short = (available: number) => ({ code: 'insufficient_credits', details: { credit: 'ai', available } });

  it('10 left, two batches of 10 at once: one is admitted', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await account.hold(190);
    const answers = await Promise.allSettled([account.hold(10), account.hold(10)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = answers.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject(short(0));
  });

  it('200 plan and 55 top-up credits left, 64 callers ask 10 each: exactly 25 are admitted', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await account.topup(55, 'paid');
    const answers = await Promise.allSettled(Array.from({ length: 64 }, () => account.hold(10)));
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBe(25);
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as object] : []));
    expect(refused.length).toBe(39);
    for (const reason of refused) expect(reason).toMatchObject(short(5));
    expect(await account.usage()).toMatchObject({ ia_credits_reserved: 200, ia_topup_credits: 5 });
  });

  it('a reservation that waited behind a grant may spend it', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await account.hold(200);
    const granted = Promise.withResolvers<void>();
    const grant = stage.database.transaction(async (sql) => {
      await stage.topups.grant(sql, account.id, 10, 'paid');
      granted.resolve();
      await stage.untilWaiting(1);
    });
    await granted.promise;
    await Promise.all([account.hold(10), grant]);
    expect(await account.usage()).toMatchObject({ ia_credits_reserved: 200, ia_topup_credits: 0 });
  });

  it('reserve at the last millisecond: the old period; exactly at its end: the new one', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await time('2027-02-28T09:59:59.999Z');
    await account.hold(200);
    await expect(account.hold(1)).rejects.toMatchObject(short(0));
    await time(END);
    await account.hold(200);
    expect(await account.closedPeriods()).toMatchObject([{ period_no: 0, ai_reserved: 200 }]);
    expect(await account.usage()).toMatchObject({ period_start: END, ia_credits_reserved: 200 });
  });

  it('a reservation that waits for the account over the end is decided in the new period', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START, '2027-02-28T09:59:59.000Z');
    await account.hold(200);
    const row = await stage.holdRow(account.id);
    const waiting = account.hold(150);
    await stage.untilWaiting(1);
    await time(END);
    await row.release();
    await waiting;
    expect(await account.usage()).toMatchObject({ period_start: END, ia_credits_reserved: 150 });
  });

  it('reserved 10 seconds before the roll, settled after: the old period; failed: plan lapses, top-ups return', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START, '2027-02-28T09:59:50.000Z');
    await account.topup(20, 'paid');
    const batch = await account.hold(210);
    await time('2027-02-28T10:00:01.000Z');
    await account.end(batch, 1, 50, 'succeeded');
    expect(await account.usage()).toMatchObject({ ia_credits_used: 0, ia_credits_remaining: 210 });
    await account.end(batch, 51, 210, 'failed');
    expect(await account.usage()).toMatchObject({
      ia_credits_used: 0,
      ia_topup_credits: 20,
      ia_credits_remaining: 220,
    });
    expect(await account.closedPeriods()).toMatchObject([{ ai_used: 50, ai_reserved: 0 }]);
  });

  it('the scheduler is down for two months: two rolls in order, one allowance', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await account.hold(120);
    await time('2027-04-02T00:00:00.000Z');
    const rolled = await Promise.all([1, 2, 3, 4].map(() => stage.periods.roll(stage.database, account.id)));
    expect(rolled.filter((seq) => seq !== null)).toEqual([3]);
    expect((await account.closedPeriods()).map((period) => [period.period_no, period.ai_reserved])).toEqual([
      [0, 120],
      [1, 0],
    ]);
    await account.hold(200);
    await expect(account.hold(1)).rejects.toMatchObject(short(0));
  });

  it.each(['UTC', 'America/New_York', 'Pacific/Kiritimati', 'Europe/Berlin'])(
    'anchor Jan 31, a leap year of rolls, sessions in %s: the months end where they end',
    async (zone) => {
      await stage.clear([zone]);
      const account = await EdgeAccount.open(stage, 'starter', '2027-10-31T02:30:00.000Z');
      await time('2028-04-30T02:30:00.000Z');
      await account.hold(1);
      const starts = (await account.closedPeriods()).map((period) => period.period_start.toISOString().slice(0, 16));
      const days = ['2027-10-31', '2027-11-30', '2027-12-31', '2028-01-31', '2028-02-29', '2028-03-31'];
      expect(starts).toEqual(days.map((day) => `${day}T02:30`));
      expect(await account.usage()).toMatchObject({ period_end: '2028-05-31T02:30:00.000Z' });
    },
  );

  it('annual subscription: the allowance still comes back every month', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    for (let month = 1; month <= 12; month++) {
      await account.end(await account.hold(200), 1, 200, 'succeeded');
      await time(new Date(Date.UTC(2027, month + 1, 1)).toISOString());
    }
    expect((await account.closedPeriods()).map((period) => period.ai_used)).toEqual(Array(11).fill(200));
    expect(await account.usage()).toMatchObject({ ia_credits_used: 0, period_start: '2028-01-31T10:00:00.000Z' });
  });

  it('upgrade 200 to 1,000 after 150 used: 850 available at once', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await account.end(await account.hold(150), 1, 150, 'succeeded');
    await account.plan('pro');
    await expect(account.hold(851)).rejects.toMatchObject(short(850));
    await account.hold(850);
  });

  it('downgrade to 200 after 600 used: nothing available, what is held is honoured, top-ups are usable', async () => {
    const account = await EdgeAccount.open(stage, 'pro', START);
    await account.end(await account.hold(500), 1, 500, 'succeeded');
    const open = await account.hold(100);
    await account.plan('starter');
    expect(await account.usage()).toMatchObject({ ia_credits_used: 600, ia_credits_remaining: 0, canUseIA: false });
    await expect(account.hold(1)).rejects.toMatchObject(short(0));
    await account.end(open, 1, 100, 'succeeded');
    await account.topup(5, 'paid');
    await account.hold(5);
    await expect(account.hold(1)).rejects.toMatchObject(short(0));
  });

  it('unlimited to limited with a batch open, and back: each reservation keeps its own split', async () => {
    const account = await EdgeAccount.open(stage, 'agency', START);
    const open = await account.hold(300);
    await account.plan('starter');
    await expect(account.hold(1)).rejects.toMatchObject(short(0));
    await account.end(open, 1, 150, 'succeeded');
    await account.end(open, 151, 300, 'canceled');
    await account.hold(50);
    await expect(account.hold(1)).rejects.toMatchObject(short(0));
    await account.plan('agency');
    await account.hold(500);
    expect(await account.usage()).toMatchObject({ ia_credits_used: 700, ia_credits_reserved: 550 });
  });

  it('subscription canceled: free limits from the end of the period; top-ups are kept for a paid plan', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await account.topup(30, 'paid');
    await account.plan('free', 'periodEnd');
    expect(await account.usage()).toMatchObject({ plan: 'starter', ia_credits_remaining: 230 });
    await time(END);
    expect(await account.usage()).toMatchObject({
      plan: 'free',
      compressor_limit: 20,
      ia_topup_credits: 30,
      canUseIA: false,
    });
    await account.plan('starter');
    expect(await account.usage()).toMatchObject({ ia_credits_remaining: 230, canUseIA: true });
  });

  it('payment told twice at once: one grant; another amount under its reference: a conflict', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    const answers = await Promise.allSettled([50, 50, 50, 70].map((credits) => account.topup(credits, 'payment')));
    const told = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const [moved] = told.filter((answer) => answer.moved);
    expect(told.filter((answer) => answer.moved).length).toBe(1);
    expect((await account.usage()).ia_topup_credits).toBe(moved?.credits);
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as object] : []));
    // One of 70, or three of 50, whichever came first.
    expect(refused.length).toBe(moved?.credits === 50 ? 1 : 3);
    for (const reason of refused)
      expect(reason).toMatchObject({ code: 'invalid_state', details: { credits: moved?.credits } });
  });

  it('a top-up partly spent is disputed: debt, blocked until it is cleared, and restored when the dispute is won', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await account.hold(200);
    await account.topup(200, 'first');
    await account.end(await account.hold(150), 1, 150, 'succeeded');
    const dispute = { credits: 200, reference: 'dispute', topup: 'first' };
    expect(await stage.operator.reverse(OPERATOR, account.id, dispute)).toMatchObject({ moved: true, credits: 200 });
    expect(await stage.operator.reverse(OPERATOR, account.id, dispute)).toMatchObject({ moved: false, credits: 0 });
    expect([await account.debt(), (await account.usage()).ia_topup_credits]).toEqual([150, 0]);
    await account.topup(100, 'second');
    expect(await account.debt()).toBe(50);
    await expect(account.hold(1)).rejects.toMatchObject(short(0));
    await account.topup(60, 'third');
    expect([await account.debt(), (await account.usage()).ia_topup_credits]).toEqual([0, 10]);
    await stage.operator.reinstate(OPERATOR, account.id, { reversal: 'dispute' });
    await stage.operator.reinstate(OPERATOR, account.id, { reversal: 'dispute' });
    expect([await account.debt(), (await account.usage()).ia_topup_credits]).toEqual([0, 210]);
  });

  it('a refund while a batch holds the top-up: what it gives back pays the debt first', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await account.hold(200);
    await account.topup(30, 'paid');
    const batch = await account.hold(30);
    await stage.operator.reverse(OPERATOR, account.id, { credits: 30, reference: 'refund', topup: 'paid' });
    expect(await account.debt()).toBe(30);
    await account.end(batch, 1, 10, 'succeeded');
    await account.end(batch, 11, 30, 'failed');
    expect([await account.debt(), (await account.usage()).ia_topup_credits]).toEqual([10, 0]);
  });

  it('an image that ran twice, and one that ended as it was canceled, settle once', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    const batch = await account.hold(10);
    const ends = (['succeeded', 'succeeded', 'canceled', 'failed'] as const).map((end) =>
      account.say(batch, 1, 10, end),
    );
    await Promise.all([...ends, ...[1, 2, 3, 4].map(() => stage.settler.settle(batch))]);
    await Promise.all([1, 2, 3, 4].map(() => stage.settler.settle(batch)));
    await account.say(batch, 1, 10, 'succeeded');
    await stage.settler.settle(batch);
    const { rows } = await stage.control.query('SELECT status FROM images WHERE batch_id = $1', [batch]);
    const succeeded = (rows as { status: string }[]).filter(({ status }) => status === 'succeeded').length;
    expect(await account.usage()).toMatchObject({ ia_credits_used: succeeded, ia_credits_reserved: 0 });
  });

  it('usage polled while settling: never above the limit, never back in seq', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    const batches = await Promise.all(Array.from({ length: 10 }, () => account.hold(20)));
    const settling = { now: true };
    const poll = async () => {
      const seen: { seq: number; used: number }[] = [];
      while (settling.now) {
        const { seq, usage } = await stage.credits.usage(stage.database, account.id);
        seen.push({ seq, used: usage.ia_credits_used });
      }
      return seen;
    };
    const pollers = [poll(), poll(), poll()];
    for (let image = 1; image <= 20; image++)
      await Promise.all(batches.map((id) => account.end(id, image, image, image % 4 === 0 ? 'failed' : 'succeeded')));
    settling.now = false;
    for (const seen of await Promise.all(pollers)) {
      expect(seen.map(({ seq }) => seq)).toEqual(seen.map(({ seq }) => seq).sort((a, b) => a - b));
      expect(Math.max(...seen.map(({ used }) => used))).toBeLessThanOrEqual(200);
    }
    expect(await account.usage()).toMatchObject({ ia_credits_used: 150, ia_credits_reserved: 0 });
  });

  it('a connection that dies inside a transaction undoes it, and nothing else', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    const dying = stage.database.transaction(async (sql) => {
      await stage.topups.grant(sql, account.id, 10, 'paid');
      const [session] = await sql.run<{ pid: number }>({ name: 'worlds.pid', text: 'SELECT pg_backend_pid() AS pid' });
      await stage.terminate(session?.pid ?? 0);
      await stage.topups.grant(sql, account.id, 10, 'paid as well');
    });
    await expect(dying).rejects.toThrow();
    expect((await account.usage()).ia_topup_credits).toBe(0);
    expect(await account.topup(10, 'paid')).toMatchObject({ moved: true });
  });
});
