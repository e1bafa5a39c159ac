import type { PlainBucket } from '../photos/bucket.ts';
import type { Picture } from '../photos/pictures.ts';
import type { Side, Took } from './side.ts';

/** Source objects in the bucket, ready to be compressed. */
export interface Workload {
  name: string;
  keys: string[];
  megapixels: number;
  megabytes: number;
}

/** What each side took, round by round; sides in the order they ran in. */
export interface Measured {
  workload: Workload;
  sides: { name: Side['name']; rounds: Took[] }[];
}

/** Share of a workload that is run before anything is measured. */
const WARM_UP_SHARE = 0.2;
const UPLOADS_AT_ONCE = 8;

export async function upload(bucket: PlainBucket, name: string, pictures: Picture[]): Promise<Workload> {
  const waiting = pictures.values();
  const carry = async () => {
    for (const { name: file, bytes } of waiting) await bucket.put(`${name}/${file}`, bytes, 'image/jpeg');
  };
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, carry));
  const sum = (of: (picture: Picture) => number) => pictures.reduce((total, picture) => total + of(picture), 0);
  return {
    name,
    keys: pictures.map(({ name: file }) => `${name}/${file}`),
    megapixels: sum(({ pixels }) => pixels) / 1e6,
    megabytes: sum(({ bytes }) => bytes.length) / 1e6,
  };
}

/** All sides take turns in every round, so that whatever slows the machine for a while slows all of them. */
export async function measure(
  workload: Workload,
  sides: Side[],
  options: { rounds: number; bucket: PlainBucket; say: (line: string) => void },
): Promise<Measured> {
  await warmUp(workload, sides, options.bucket);
  const measured = sides.map(({ name }) => ({ name, rounds: [] as Took[] }));
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const [index, side] of sides.entries()) {
      const took = await side.run({ keys: workload.keys, prefix: `results/${workload.name}/${round}-${side.name}/` });
      measured[index]?.rounds.push(took);
      options.say(`${workload.name}, round ${round}, ${side.name}: ${took.seconds.toFixed(1)} s`);
    }
  }
  return { workload, sides: measured };
}

/** Runs each side once, and makes sure that all of them did the same work: equal bytes under equal names. */
async function warmUp(workload: Workload, sides: Side[], bucket: PlainBucket): Promise<void> {
  const keys = workload.keys.slice(0, Math.ceil(workload.keys.length * WARM_UP_SHARE));
  const results: Map<string, string>[] = [];
  for (const side of sides) {
    const prefix = `results/${workload.name}/warm-up-${side.name}/`;
    await side.run({ keys, prefix });
    results.push(await bucket.etags(prefix));
  }
  const [reference, ...others] = results;
  for (const other of others) {
    const differs = [...(reference ?? [])].some(([name, etag]) => other.get(name) !== etag);
    if (differs || other.size !== keys.length) throw new Error('The sides do not make the same images');
  }
}
