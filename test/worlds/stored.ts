import type { Findings } from './findings.js';
import type { ModelAccount } from './model-account.js';
import { balanceRow, type ModelBatch, type ModelImage, type ModelWorld } from './model-world.js';
import type { Round } from './operation.js';
import type { Stage } from './stage.js';

interface LedgerRow {
  account_id: string;
  entry: string;
  bucket: string;
  amount: number;
  period_no: number;
}

/** Holds everything that is stored against the model. A world's tables hold nothing else, so a stray row shows too. */
export async function compareStored(stage: Stage, world: ModelWorld, round: Round, findings: Findings): Promise<void> {
  const rows = async <Row>(sql: string) => (await stage.control.query(sql)).rows as Row[];
  const same = (what: string, actual: unknown[], expected: unknown[]) =>
    findings.sameSet('stored rows', what, actual, expected);
  const accounts = world.all();

  const balances = await rows<Record<string, unknown>>(
    `SELECT account_id, anchor, period_no, period_start, period_end, plan, compression_limit, compression_used,
       compression_reserved, compression_carried, compression_monthly, ai_limit, ai_used, ai_reserved, ai_carried, ai_monthly,
       compression_adjusted, ai_adjusted,
       paid_until, topup_balance, topup_reserved, topup_debt, compression_alert,
       alert_percents, low_topups,
       ai_alert, seq FROM credit_balances`,
  );
  same('balances', balances, accounts.map(balanceRow));
  const plans = accounts.map(({ id, current, nextPlan }) => ({ id, plan: current.plan, next_plan: nextPlan }));
  same('plans of accounts', await rows('SELECT id, plan, next_plan FROM accounts'), plans);
  const closed = accounts.flatMap((account) =>
    account.periods.slice(0, -1).map((period) => ({
      account_id: account.id,
      ...account.figures(period),
      ...period.months,
      compression_lapsed: account.lapsed(period, 'compression'),
      ai_lapsed: account.lapsed(period, 'ai'),
    })),
  );
  same('closed periods', await rows('SELECT * FROM credit_periods'), closed);
  const reservations = accounts.flatMap((account) =>
    [...account.reservations.values()].map(
      ({ batchId, periodNo, compression, plan, topup, closed, parts, spending, month }) => {
        const place = { account_id: account.id, batch_id: batchId, period_no: periodNo, closed, month };
        const { by, connectionId } = spending;
        const whose = { key_id: by.keyId, person_id: by.personId, connection_id: connectionId };
        return { ...place, ...whose, compression, ai_plan: plan, ai_topup: topup, ...parts };
      },
    ),
  );
  same(
    'reservations',
    await rows(
      `SELECT account_id, batch_id, period_no, closed_at IS NOT NULL AS closed, compression, ai_plan, ai_topup,
         key_id, person_id, connection_id, month::text,
         compression_settled, compression_released, ai_plan_settled, ai_plan_released, ai_topup_settled, ai_topup_released
       FROM reservations`,
    ),
    reservations,
  );
  const ledger = await rows<LedgerRow>(
    `SELECT account_id, entry, bucket, amount, period_no, batch_id, reference, topup, plan, credit_limit, actor, reason,
       usage_day::text
     FROM credit_ledger ORDER BY id`,
  );
  const entries = accounts.flatMap(({ id, ledger }) => ledger.map((entry) => ({ account_id: id, ...entry })));
  same('ledger', ledger, entries);
  await compareSpending(accounts, rows, same);
  for (const balance of balances) compareReplay(balance, ledger, findings);
  await compareEvents(stage, world, findings);
  await compareImages(stage, world, round, findings);
}

/** The usage by day, and budgets. */
async function compareSpending(
  accounts: ModelAccount[],
  rows: (sql: string) => Promise<object[]>,
  same: (what: string, actual: unknown[], expected: unknown[]) => void,
): Promise<void> {
  const days = accounts.flatMap(({ id, days }) => days.rows().map((row) => ({ account_id: id, ...row })));
  same(
    'usage by day',
    await rows(
      `SELECT account_id, day::text, key_id, person_id, connection_id, reserved_month::text, compression, ai, succeeded, failed,
         unchanged FROM credit_usage`,
    ),
    days,
  );
  same(
    'budgets',
    await rows('SELECT account_id, key_id, compression, ai, month::text, compression_taken, ai_taken FROM key_budgets'),
    accounts.flatMap(({ id, budgets }) => budgets.rows().map((row) => ({ account_id: id, ...row }))),
  );
}

/** Folds the ledger from zero and compares with the counters beside it. */
function compareReplay(balance: Record<string, unknown>, ledger: LedgerRow[], findings: Findings): void {
  const mine = ledger.filter(({ account_id }) => account_id === balance.account_id);
  const sum = (bucket: string, signs: Record<string, number>) =>
    mine
      .filter((row) => row.bucket === bucket && (bucket === 'topup' || row.period_no === balance.period_no))
      .reduce((total, { entry, amount }) => total + (signs[entry] ?? 0) * amount, 0);
  const held = { reserve: 1, settle: -1, release: -1 };
  const owned = sum('topup', { grant: 1, reinstate: 1, reverse: -1, settle: -1 });
  const replayed = {
    compression_used: sum('compression', { settle: 1 }),
    compression_reserved: sum('compression', held),
    ai_used: sum('ai', { settle: 1 }),
    ai_reserved: sum('ai', held),
    topup_reserved: sum('topup', held),
    owned,
  };
  const { compression_used, compression_reserved, ai_used, ai_reserved, topup_reserved } = balance;
  const stored = { compression_used, compression_reserved, ai_used, ai_reserved, topup_reserved };
  const balanceLessDebt = Number(balance.topup_balance) - Number(balance.topup_debt);
  findings.same('ledger replay', String(balance.account_id), { ...stored, owned: balanceLessDebt }, replayed);
}

/** Each change told exactly once; `usage.updated` says what usage was at its `seq`. */
async function compareEvents(stage: Stage, world: ModelWorld, findings: Findings): Promise<void> {
  const { rows } = await stage.control.query<{ account_id: string; type: string; data: { seq: number; id: string } }>(
    'SELECT account_id, type, data FROM outbox_events',
  );
  const told = rows.filter(({ type }) => type !== 'usage.updated');
  const events = told.map(({ account_id, type, data }) => ({
    account_id,
    type,
    data: type.startsWith('batch.') ? { id: data.id } : data,
  }));
  const expected = world.all().flatMap(({ id, events }) => events.map((event) => ({ account_id: id, ...event })));
  findings.sameSet('stored rows', 'events', events, expected);
  for (const { account_id, data } of rows.filter(({ type }) => type === 'usage.updated')) {
    const { usage, earlier = [] } = world.snapshot(account_id, data.seq) ?? {};
    const possible = [usage, ...earlier].map((one) => ({ ...one, seq: data.seq }));
    findings.oneOf('stored rows', 'usage.updated', data, possible);
  }
}

/** The first end of an image stays its end; how many of them were settled is what settlements said. */
async function compareImages(stage: Stage, world: ModelWorld, round: Round, findings: Findings): Promise<void> {
  const { rows } = await stage.control.query<{ batch_id: string; images: (ModelImage & { settled: boolean })[] }>(
    `SELECT batch_id, json_agg(json_build_object('status', status, 'attempt', attempts, 'described', ai_used,
       'settled', settled_at IS NOT NULL) ORDER BY split_part(key, '.', 1)::int) AS images
     FROM images GROUP BY batch_id`,
  );
  findings.same(
    'stored rows',
    'batches with images',
    rows.map((row) => row.batch_id).sort(),
    [...world.batches.keys()].sort(),
  );
  for (const { batch_id: id, images } of rows) {
    const batch = world.batches.get(id);
    if (!batch) continue;
    images.forEach((image, index) => checkImage(world, round, { id, batch, index }, image, findings));
    batch.images = images.map(({ status, attempt, described }) => ({ status, attempt, described }));
    const settled = images.filter((image) => image.settled);
    const count = (status: string) => settled.filter((image) => image.status === status).length;
    const counts = { succeeded: count('succeeded'), failed: count('failed'), skipped: count('skipped') };
    const described = settled.filter((image) => image.described).length;
    const all = { ...counts, canceled: count('canceled'), described };
    findings.same('stored rows', `settled images of ${id}`, all, batch.settled);
  }
}

function checkImage(
  world: ModelWorld,
  { operations }: Round,
  { id, batch, index }: { id: string; batch: ModelBatch; index: number },
  image: ModelImage,
  findings: Findings,
): void {
  const before = batch.images[index];
  const where = `image ${index + 1} of ${id}`;
  const { status, described, attempt } = image;
  if (before && before.status !== 'processing')
    return findings.same('stored rows', where, { status, described, attempt }, before);
  const mine = operations.filter((operation) => 'batch' in operation && world.batchId(operation.batch) === id);
  const ends = mine.flatMap((operation) => (operation.kind === 'end' ? operation.ends : []));
  const possible = ends.filter((end) => end.image === index + 1 && end.attempt === attempt);
  if (status === 'processing') {
    const mayBeLost = mine.some(({ kind }) => kind === 'retry' || kind === 'reserve');
    if (possible.length > 0 && !mayBeLost) findings.add('stored rows', `${where} lost its end`);
    return;
  }
  const closed = status === 'canceled' && mine.some(({ kind }) => kind === 'close');
  if (!closed && !possible.some((end) => end.status === status && end.described === described))
    findings.add('stored rows', `${where} ended as nobody said: ${JSON.stringify(image)}`);
}
