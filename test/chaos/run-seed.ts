import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../worlds/findings.js';
import { checkBatches, type Ended } from './check-batches.js';
import { checkMessages } from './check-messages.js';
import { checkTargets } from './check-targets.js';
import type { SourceFile } from './bucket.js';
import { inject } from './inject.js';
import { planOf, type Measure, type Plan } from './plan.js';
import { clearScene, setScene, type Scene } from './scene.js';
import type { Servers } from './servers.js';
import { untilQuiet } from './until-quiet.js';
import { hearWitness } from './witness.js';

export interface SeedResult {
  plan: Plan;
  seconds: number;
  batches: Ended[];
  findings: Finding[];
}

/** Plays one seed: orders and faults at the same time, then nothing but time to recover, then the checks. */
export async function runSeed(servers: Servers, files: SourceFile[], seed: number, measure: Measure) {
  const began = Date.now();
  const plan = planOf(seed, measure);
  const scene = await setScene(servers, files, plan);
  const { findings } = scene;
  let batches: Ended[] = [];
  try {
    await Promise.all([inject(scene), placeOrders(scene)]);
    await untilQuiet(scene);
    batches = await check(scene);
  } catch (error) {
    findings.add('harness', (error as Error).stack ?? String(error));
  }
  await clearScene(scene);
  const result: SeedResult = { plan, seconds: (Date.now() - began) / 1000, batches, findings: findings.list };
  return result;
}

async function placeOrders({ plan, parties }: Scene): Promise<void> {
  const placed = plan.orders.map(async (order) => {
    await sleep(order.at);
    await parties[order.account].customer.place(order);
  });
  await Promise.all(placed);
}

async function check(scene: Scene): Promise<Ended[]> {
  const { client, findings, servers, database } = scene;
  const ended = await checkBatches(scene);
  await checkTargets(scene, ended);
  checkMessages(scene, ended);
  await hearWitness(servers, database, findings);
  const { body } = await client.admin<{ ok: boolean; checks: { name: string; ok: boolean }[] }>('GET', '/audit');
  for (const broken of body.checks.filter(({ ok }) => !ok)) findings.add('audit', JSON.stringify(broken));
  if (!body.ok) findings.add('audit', 'is not ok');
  return ended;
}
