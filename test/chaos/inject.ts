import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultKind, PlannedFault } from './plan.js';
import type { Scene } from './scene.js';

/** What is hurt: faults of one subject wait for each other, those of different subjects come as they come. */
type Subject = 'api' | 'worker 1' | 'worker 2' | 'scheduler' | 'redis' | 'postgres' | 's3' | 'ai' | 'receivers';

/** A process that was started again gets this long to be in the middle of something. */
const WORKS_AT_LEAST_MS = 2_500;

interface Deed {
  subject: (fault: PlannedFault) => Subject;
  act: (scene: Scene, fault: PlannedFault) => Promise<unknown> | void;
}

const worker = (fault: PlannedFault): Subject => (fault.worker === 0 ? 'worker 1' : 'worker 2');

const DEEDS: Record<FaultKind, Deed> = {
  'kill api': { subject: () => 'api', act: ({ api }, { ms }) => api.killAndRestart(ms) },
  'stop api': { subject: () => 'api', act: ({ api }, { ms }) => api.stopAndRestart(ms) },
  'kill worker': { subject: worker, act: ({ workers }, { ms, worker }) => workers[worker].killAndRestart(ms) },
  'stop worker': { subject: worker, act: ({ workers }, { ms, worker }) => workers[worker].stopAndRestart(ms) },
  'freeze worker': { subject: worker, act: ({ workers }, { ms, worker }) => workers[worker].freeze(ms) },
  'kill scheduler': { subject: () => 'scheduler', act: ({ scheduler }, { ms }) => scheduler.killAndRestart(ms) },
  'stop scheduler': { subject: () => 'scheduler', act: ({ scheduler }, { ms }) => scheduler.stopAndRestart(ms) },
  'flush redis': { subject: () => 'redis', act: ({ servers }) => servers.flushRedis() },
  'restart redis': { subject: () => 'redis', act: ({ servers }, { ms }) => servers.restartRedis(ms) },
  'cut redis': { subject: () => 'redis', act: ({ servers }) => servers.cutRedis() },
  'crash postgres': { subject: () => 'postgres', act: ({ servers }, { ms }) => servers.crashPostgres(ms) },
  'cut postgres': { subject: () => 'postgres', act: ({ servers }) => servers.cutPostgres() },
  'bad s3': { subject: () => 's3', act: ({ servers }, { http, share, ms }) => servers.s3.misbehave(http, share, ms) },
  'bad ai': { subject: () => 'ai', act: ({ servers }, { http, share, ms }) => servers.ai.misbehave(http, share, ms) },
  'bad receiver': {
    subject: () => 'receivers',
    act: ({ parties: { unlimited, limited } }, { receiver, ms }) =>
      Promise.all([unlimited.receiver.misbehave(receiver, ms), limited.receiver.misbehave(receiver, ms)]),
  },
};

/** Injects all faults of the plan; when it ends everything runs and behaves again. */
export async function inject(scene: Scene): Promise<void> {
  const turns = new Map<Subject, Promise<unknown>>();
  const injected = scene.plan.faults.map(async (fault) => {
    await sleep(fault.at);
    const { subject, act } = DEEDS[fault.kind];
    const before = turns.get(subject(fault)) ?? Promise.resolve();
    const mine = before.then(() => act(scene, fault));
    const restarts = /^(kill|stop)/.test(fault.kind);
    turns.set(subject(fault), restarts ? mine.then(() => sleep(WORKS_AT_LEAST_MS)) : mine);
    await mine;
  });
  await Promise.all(injected);
}

/** A fault in words, with what went wrong where that is not in its name. */
export function nameOf({ kind, http, receiver }: PlannedFault): string {
  if (kind === 'bad s3' || kind === 'bad ai') return `${kind}: ${http}`;
  return kind === 'bad receiver' ? `${kind}: ${receiver}` : kind;
}
