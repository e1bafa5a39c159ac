import { ApiError } from '../../src/common/errors.js';
import { BudgetExceeded, ReservationRefused } from '../../src/credits/refusals.js';
import { Crashed, type Attempt } from './attempt.js';
import type { Findings } from './findings.js';
import type { ModelAccount } from './model-account.js';
import type { ModelWorld } from './model-world.js';
import type { Operation, ReserveOperation } from './operation.js';
import type { Expected } from './replay.js';

/** Compares what a caller was answered with what the model says it should be. */
export function checkAnswer(
  world: ModelWorld,
  attempt: Attempt,
  expected: Expected,
  now: Date,
  findings: Findings,
): void {
  const { operation, refusal, answer } = attempt;
  if (refusal instanceof Crashed) return;
  const account = world.account(operation.account);
  const same = (actual: unknown, wanted: unknown) =>
    findings.same('model answer', `answer to ${JSON.stringify(operation)}`, actual, wanted);
  const snapshot = (seq: number | undefined) => world.snapshot(account.id, seq ?? -1)?.usage;
  if (operation.kind === 'reserve') return checkReserve(world, attempt, operation, expected, same);
  if (refusal && isConflict(account, refusal, operation)) return;
  if (refusal instanceof ApiError && operation.kind === 'adjust' && expected.adjusted === false) return;
  if (refusal) return reportError(refusal, operation, findings);
  switch (operation.kind) {
    case 'usage': {
      const { seq, usage } = answer as { seq: number; usage: { period_end: string } };
      same(answer, { seq, usage: snapshot(seq) });
      if (seq < attempt.knownSeq)
        findings.add('model answer', `usage went back from seq ${attempt.knownSeq} to ${seq}`);
      if (usage.period_end <= now.toISOString()) findings.add('model answer', `usage of a period that is over: ${seq}`);
      return;
    }
    case 'plan': {
      const { plan, nextPlan, usage } = answer as { plan: string; nextPlan: string | null; usage: object };
      return same({ plan, nextPlan, usage }, { ...expected.plans, usage: snapshot(expected.usageSeq) });
    }
    case 'grant':
    case 'reverse':
    case 'reinstate': {
      const { moved = null } = expected;
      return same(answer, { moved: moved !== null, credits: moved?.amount ?? 0, usage: snapshot(expected.usageSeq) });
    }
    case 'adjust': {
      const { at: _, ...said } = answer as { at: string };
      const { credit, amount, reference, reason } = operation;
      const entered = { credit, amount, reference, reason, actor: 'operator operator' };
      return same(said, { ...entered, moved: expected.adjusted === true, usage: snapshot(expected.usageSeq) });
    }
    case 'roll':
      return same(answer, expected.rolled?.get(account.id) ?? null);
    case 'rollDue':
      return same(answer, expected.rolled?.size ?? 0);
    default:
  }
}

/** A reference that was entered with another content, or for something else. */
function isConflict({ moves, adjustments }: ModelAccount, refusal: unknown, operation: Operation): boolean {
  if (!(refusal instanceof ApiError) || refusal.code !== 'invalid_state' || !('reference' in operation)) return false;
  const move = moves.list.find(
    ({ entry, reference }) =>
      (operation.kind === 'adjust' || entry === operation.kind) && reference === operation.reference,
  );
  const adjustment = adjustments.find(({ reference }) => reference === operation.reference);
  if (operation.kind !== 'adjust') {
    if (adjustment) return true;
    if (!move) return false;
    return operation.kind === 'grant' ? move.amount !== operation.credits : move.amount > operation.credits;
  }
  if (!adjustment) return move !== undefined;
  return (
    adjustment.credit !== operation.credit ||
    adjustment.amount !== operation.amount ||
    adjustment.reason !== operation.reason
  );
}

/** Admitted, refused, repeated or in conflict with what its key was used for. */
function checkReserve(
  world: ModelWorld,
  { operation: { account }, answer, refusal }: Attempt,
  operation: ReserveOperation,
  { reservedSeq, refusal: verdict }: Expected,
  same: (actual: unknown, wanted: unknown) => void,
): void {
  const first = world.keys.get(`${world.account(account).id} ${operation.key}`);
  const content = JSON.stringify(world.contentOf(operation));
  if (refusal instanceof ReservationRefused) {
    const { details, seq } = refusal;
    const said = refusal instanceof BudgetExceeded ? `${String(details.credit)}_over_budget` : 'short';
    return same({ verdict: said, ...details, seq }, verdict ?? 'a decision');
  }
  if (refusal) {
    const isConflict = first !== undefined && JSON.stringify(first.content) !== content;
    return same(
      refusal instanceof ApiError ? refusal.code : String(refusal),
      isConflict ? 'idempotency_conflict' : 'none',
    );
  }
  if (reservedSeq !== undefined) return same(answer, { response: { seq: reservedSeq }, replayed: false });
  const isRepeat = first !== undefined && JSON.stringify(first.content) === content;
  return same(answer, isRepeat ? { response: { seq: first.seq }, replayed: true } : 'a decision');
}

function reportError(error: unknown, operation: object, findings: Findings): void {
  const { code, constraint, message } = error as { code?: string; constraint?: string; message?: string };
  const foundBy = constraint ? `constraint ${constraint}` : 'error';
  findings.add(foundBy, `${code ?? ''} ${message ?? String(error)} in ${JSON.stringify(operation)}`);
}
