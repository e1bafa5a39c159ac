import { ApiError } from '../../src/common/errors.js';
import { ReservationRefused } from '../../src/credits/refusals.js';
import { checkAnswer } from './answers.js';
import type { Attempt, Step } from './attempt.js';
import type { Findings } from './findings.js';
import type { ModelAccount } from './model-account.js';
import { followerOf, resetEventsOf } from './model-usage.js';
import type { Verdict } from './model-words.js';
import type { ModelWorld } from './model-world.js';
import type { ReserveOperation } from './operation.js';
import type { WorldPlan } from './plans.js';
import { spendingOf } from './spending.js';

/** What the model says an attempt should be answered, gathered while its steps are replayed. */
export interface Expected {
  moved?: { amount: number } | null;
  /** Whether an adjustment was entered; false: one that had to be refused. */
  adjusted?: boolean;
  rolled?: Map<string, number>;
  reservedSeq?: number;
  refusal?: object;
  plans?: { plan: string; nextPlan: string | null };
  /** `seq` of the balance row that the answer's usage was made from. */
  usageSeq?: number;
}

interface Replayed {
  attempt: Attempt;
  expected: Expected;
}

/**
 * Replays a round on the model in the order the database had it, which is the order of the row locks, and compares
 * every answer, refusal and `seq`. The clock stands still in a round, or goes on while all wait for the lock.
 */
export function replayRound(world: ModelWorld, attempts: Attempt[], now: Date, findings: Findings): void {
  for (const account of world.all()) world.keepSnapshot(account, now);
  const replayed = attempts.map((attempt): Replayed => ({ attempt, expected: {} }));
  const parts = replayed.flatMap((one) => [
    ...one.attempt.committed.flatMap((steps) => steps.map((step) => ({ ...one, step, steps, isRefusal: false }))),
    ...refusedSteps(one.attempt).map(({ step, steps }) => ({ ...one, step, steps, isRefusal: true })),
  ]);
  for (const { attempt, expected, step, steps, isRefusal } of parts.sort((a, b) => a.step.order - b.step.order)) {
    const replay = new StepReplay(world, attempt, expected, now, findings);
    if (isRefusal) replay.refusal(steps);
    else replay.step(steps, step);
  }
  for (const { attempt, expected } of replayed) checkAnswer(world, attempt, expected, now, findings);
}

const RESERVES = ['credits.reserve', 'credits.reserve-within-budget'];

/** What was refused wrote nothing, not even the roll in front of it; it was true for the state it saw. */
function refusedSteps({ refusal, undone }: Attempt) {
  if (!(refusal instanceof ApiError)) return [];
  const steps = undone.at(-1) ?? [];
  const decisive = refusal instanceof ReservationRefused ? RESERVES : ['credits.adjust'];
  const step = steps.findLast(({ name }) => decisive.includes(name));
  return step ? [{ step, steps }] : [];
}

class StepReplay {
  constructor(
    private readonly world: ModelWorld,
    private readonly attempt: Attempt,
    private readonly expected: Expected,
    private readonly now: Date,
    private readonly findings: Findings,
  ) {}

  refusal(steps: Step[]): void {
    const account = this.owner.copy();
    if (steps.some(({ name }) => name === 'credits.roll-accounts')) account.roll(this.now);
    const { operation } = this.attempt;
    if (operation.kind === 'reserve') this.expected.refusal = this.decide(account, operation);
    if (operation.kind === 'adjust') this.expected.adjusted = account.current.limit[operation.credit] !== null;
  }

  step(steps: Step[], step: Step): void {
    const { name, rows, values } = step;
    if (RESERVES.includes(name)) return this.reserve(step);
    if (name === 'credits.settle') return this.settle(steps, step);
    if (name === 'credits.roll-accounts') return this.roll(step);
    if (name === 'credits.read-balance') {
      this.expected.usageSeq = Number(rows[0]?.seq);
      return;
    }
    const account = this.owner;
    const topup = values.slice(1) as [number, string, string];
    if (name === 'credits.grant-topup') this.moved(rows, account.moveTopup(account.moves.grant(topup[0], topup[1])));
    if (name === 'credits.reverse-topup') this.moved(rows, account.moveTopup(account.moves.reverse(...topup)));
    if (name === 'credits.reinstate-topup')
      this.moved(rows, account.moveTopup(account.moves.reinstate(values[1] as string)));
    if (name === 'credits.adjust') this.adjust(step);
    if (name === 'credits.set-alerts' && rows.length > 0)
      account.setAlerts(values[1] as number[], values[2] as number | null);
    if (name === 'accounts.plan-next')
      [account.nextPlan, account.nextPlanAt] = [values[1] as WorldPlan, values[2] as Date | null];
    if (name === 'accounts.update-plan') [account.nextPlan, account.nextPlanAt] = [null, null];
    if (name === 'credits.set-budget') this.setBudget(values);
    if (name === 'credits.remove-budget')
      account.budgets.set(values[0] as string, { compression: null, ai: null }, this.now);
    if (name === 'credits.change-plan') this.changePlan(steps, step);
    if (name === 'credits.move-anchor') this.moveAnchor(step);
    if (name === 'credits.set-paid-until') account.setPaidUntil(values[1] as Date | null);
    if (name === 'accounts.read') this.expected.plans = { plan: account.current.plan, nextPlan: account.nextPlan };
    this.world.keepSnapshot(account, this.now);
  }

  private reserve({ rows }: Step): void {
    const { operation } = this.attempt;
    if (operation.kind !== 'reserve') return;
    const account = this.owner;
    // It is asked again, and decided then.
    if (rows[0]?.verdict === 'has_budget') return;
    const verdict = this.decide(account, operation);
    const batchId = this.world.batchId(operation.batch);
    const { verdict: said, compression, seq } = rows[0] as { verdict: string; compression: number; seq: number };
    this.findings.same('model answer', `verdict on ${batchId}`, said, verdict.verdict);
    if (verdict.verdict !== 'reserved') return;
    this.findings.same('model answer', `images of ${batchId}`, compression, verdict.images);
    this.findings.same('model answer', `seq of ${batchId}`, seq, verdict.seq);
    this.expected.reservedSeq = verdict.seq;
    this.world.addBatch(account, { ...operation, images: verdict.images });
    const content = this.world.contentOf(operation);
    this.world.keys.set(`${account.id} ${operation.key}`, { content, seq: verdict.seq });
    this.world.keepSnapshot(account, this.now);
  }

  private decide(account: ModelAccount, { batch, images, ai, inPart }: ReserveOperation): Verdict {
    const wanted = { compression: images, ai: ai ? images : 0, inPart, spending: spendingOf(account.id, batch) };
    return account.reserve(this.now, this.world.batchId(batch), wanted);
  }

  private settle(steps: Step[], { rows, values }: Step): void {
    const batchId = values[0] as string;
    const set = steps.findLast(({ name }) => name === 'batches.take-outcomes')?.rows[0] as Record<string, number>;
    const { succeeded = 0, failed = 0, skipped = 0, canceled = 0, ai_used: described = 0 } = set;
    const { account, settled, images: all } = this.world.batch(batchId);
    settled.succeeded += succeeded;
    settled.failed += failed;
    settled.skipped += skipped;
    settled.canceled += canceled;
    settled.described += described;
    const ended = settled.succeeded + settled.failed + settled.skipped + settled.canceled;
    const close = ended === all.length;
    const seq = account.settle(this.now, batchId, { succeeded, failed, skipped, canceled, described }, close);
    const said = rows.map((row) => ({ seq: row.seq }));
    this.answered(said, seq === null ? [] : [{ seq }]);
    if (close && seq !== null) account.events.push({ type: 'batch.completed', data: { id: batchId } });
    this.world.keepSnapshot(account, this.now);
  }

  private roll({ rows, values }: Step): void {
    for (const id of values[0] as string[]) {
      const account = this.world.accountById(id);
      const closed = account.roll(this.now);
      const wanted = closed.map((period) => {
        const lapsed = {
          compression_lapsed: account.lapsed(period, 'compression'),
          ai_lapsed: account.lapsed(period, 'ai'),
        };
        const { end: next_end } = followerOf(account, period);
        return { account_id: id, ...account.figures(period), ...period.months, ...lapsed, next_end, seq: account.seq };
      });
      const got = rows.filter((row) => row.account_id === id);
      this.findings.same('model answer', `periods closed by a roll of ${id}`, got, wanted);
      account.events.push(...resetEventsOf(account, closed));
      (this.expected.rolled ??= new Map()).set(id, account.seq);
      this.world.keepSnapshot(account, this.now);
    }
  }

  private changePlan(steps: Step[], { rows, values }: Step): void {
    const plan = steps.findLast(({ name }) => name === 'accounts.update-plan')?.values[1] as WorldPlan;
    const [, , since, allowance, actor, reason] = values as [string, string, Date | null, string, string, string];
    const change = { since, full: allowance === 'full', actor, reason };
    this.answered(rows, [{ seq: this.owner.changePlan(plan, this.now, change) }]);
  }

  private setBudget(values: unknown[]): void {
    const [keyId, , compression, ai] = values as [string, string, number | null, number | null];
    this.owner.budgets.set(keyId, { compression, ai }, this.now);
  }

  private moveAnchor({ rows, values }: Step): void {
    const account = this.owner;
    const moved = account.moveAnchor(values[1] as Date, this.now);
    const said = rows.map(({ closed, period_no, seq }) => ({ closed, period_no, seq }));
    this.answered(said, moved ? [{ closed: moved.cut, period_no: moved.period.no, seq: account.seq }] : []);
    if (moved?.cut) account.events.push(...resetEventsOf(account, [moved.period]));
  }

  private adjust({ rows, values }: Step): void {
    const { operation } = this.attempt;
    if (operation.kind !== 'adjust') return;
    const { credit, amount, reference, reason } = operation;
    const seq = this.owner.adjust({ credit, amount, reference, reason }, values[4] as string);
    this.expected.adjusted = seq !== null;
    this.answered(
      rows.map((row) => ({ seq: row.seq })),
      seq === null ? [] : [{ seq }],
    );
  }

  private moved(rows: Step['rows'], move: ReturnType<ModelAccount['moveTopup']>): void {
    this.expected.moved = move;
    this.answered(rows, move ? [move] : []);
  }

  private answered(rows: Step['rows'], wanted: object[]): void {
    this.findings.same('model answer', `answer to ${JSON.stringify(this.attempt.operation)}`, rows, wanted);
  }

  private get owner(): ModelAccount {
    return this.world.account(this.attempt.operation.account);
  }
}
