import { Random } from '../worlds/random.js';
import { HTTP_FAULTS, type HttpFault } from './faulty-http.js';
import { RECEIVER_FAULTS, type ReceiverFault } from './receiver.js';

/** What can go wrong, and how often compared to the others. */
const WEIGHTS = {
  'kill api': 2,
  'kill worker': 5,
  'kill scheduler': 2,
  'stop api': 1,
  'stop worker': 2,
  'stop scheduler': 1,
  'flush redis': 2,
  'restart redis': 2,
  'cut redis': 1,
  'crash postgres': 2,
  'cut postgres': 2,
  'bad s3': 6,
  'bad ai': 3,
  'bad receiver': 3,
};
export type FaultKind = keyof typeof WEIGHTS | 'freeze worker';

export interface PlannedFault {
  /** Milliseconds after the first order. */
  at: number;
  kind: FaultKind;
  /** How long it is away or bad. */
  ms: number;
  /** Which of the two workers. */
  worker: 0 | 1;
  http: HttpFault;
  receiver: ReceiverFault;
  /** Of all calls, so many go wrong. */
  share: number;
}

/** A batch as a customer wants it. */
export interface PlannedOrder {
  at: number;
  name: string;
  account: 'unlimited' | 'limited';
  /** Named keys, with some that are not there; or all below the prefix. */
  by: 'keys' | 'prefix';
  /** Which share of the pictures. */
  folder: string;
  missing: number;
  format: 'webp' | 'jpg' | 'png' | 'avif' | 'keep' | 'auto';
  ai: 'none' | 'altText' | 'altText and seoRename';
  /** What the result's name is made of. */
  template: string;
  /** The submit is told again, with the same key, that often after it was accepted. */
  repeats: number;
  cancelAfterMs: number | null;
}

export interface Plan {
  seed: number;
  faults: PlannedFault[];
  orders: PlannedOrder[];
}

/** How much happens: all of it in a long run, less of it inside `npm test`. */
export interface Measure {
  windowMs: number;
  faults: [least: number, most: number];
  orders: [least: number, most: number];
  /** How often a worker is held for longer than its claims live, which takes the longest of all. */
  freezes: number;
}

export const LONG: Measure = { windowMs: 17_000, faults: [10, 20], orders: [4, 6], freezes: 0.8 };
export const SHORT: Measure = { windowMs: 5_000, faults: [6, 6], orders: [2, 2], freezes: 0 };

/** Longer than a claim of 15 s, also when the scheduler is started again in between. */
const FREEZE_MS = 22_000;
const HITS_PER_WORKER = 3;
export const FOLDERS = ['in/a/', 'in/b/', 'in/c/'];

/** What happens in a seed and when. The same seed always plans alike; how it meets the service's own timing does not. */
export function planOf(seed: number, measure: Measure): Plan {
  const random = new Random(seed);
  const faults = list(random.int(...measure.faults), () => plannedFault(random, measure));
  if (faults[0] && random.chance(measure.freezes)) {
    Object.assign(faults[0], { kind: 'freeze worker', at: random.int(1_500, 5_000), ms: FREEZE_MS });
    // The other worker stays to be hurt: this one would only wait for its turn.
    for (const fault of faults.slice(1)) fault.worker = faults[0].worker === 0 ? 1 : 0;
  }
  spareWorkers(faults);
  const orders = list(random.int(...measure.orders), (index) => plannedOrder(random, measure, index));
  return { seed, faults: faults.sort((a, b) => a.at - b.at), orders: orders.sort((a, b) => a.at - b.at) };
}

/** A worker that is killed again and again has nothing in hand to lose: what goes beyond hits S3. */
function spareWorkers(faults: PlannedFault[]): void {
  for (const worker of [0, 1]) {
    const hits = faults.filter((fault) => /^(kill|stop) worker/.test(fault.kind) && fault.worker === worker);
    for (const fault of hits.slice(HITS_PER_WORKER)) Object.assign(fault, { kind: 'bad s3', ms: 2_000 });
  }
}

function plannedFault(random: Random, { windowMs }: Measure): PlannedFault {
  const kind = random.weighted(WEIGHTS);
  return {
    at: random.int(300, windowMs),
    kind,
    ms: kind.startsWith('bad') ? random.int(1_500, 5_000) : random.int(0, 1_500),
    worker: random.chance(0.5) ? 0 : 1,
    http: random.pick(HTTP_FAULTS),
    receiver: random.pick(RECEIVER_FAULTS),
    share: random.pick([0.3, 0.6, 1]),
  };
}

function plannedOrder(random: Random, { windowMs }: Measure, index: number): PlannedOrder {
  // The first is large and stays, so that there is always something to hurt.
  const isFirst = index === 0;
  const ai = random.pick(['none', 'altText', 'altText and seoRename'] as const);
  const known = ['{name}.{ext}', '{path}{name}.{ext}'];
  const fromResult = ['{name}-{hash}.{ext}', '{width}-{name}.{ext}', ...(ai === 'none' ? [] : ['{seoName}.{ext}'])];
  return {
    at: isFirst ? 0 : random.int(0, Math.round(windowMs * 0.6)),
    name: `order-${index}`,
    account: random.chance(0.35) && !isFirst ? 'limited' : 'unlimited',
    by: random.chance(0.4) ? 'prefix' : 'keys',
    folder: isFirst ? 'in/' : random.pick([...FOLDERS, 'in/', 'in/']),
    missing: random.int(0, 3),
    format: random.pick(['webp', 'webp', 'jpg', 'png', 'avif', 'keep', 'auto'] as const),
    ai,
    template: `out/order-${index}/${random.pick(random.chance(0.5) ? known : fromResult)}`,
    repeats: random.int(0, 2),
    cancelAfterMs: random.chance(0.25) && !isFirst ? random.int(200, 6_000) : null,
  };
}

function list<T>(length: number, make: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => make(index));
}
