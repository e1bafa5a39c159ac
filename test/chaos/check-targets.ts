import sharp from 'sharp';
import type { ImageView } from '../support/client.js';
import type { Ended } from './check-batches.js';
import type { Scene } from './scene.js';

/** sharp's names of what it decodes. */
const SHARPS_NAME: Record<string, string> = { jpg: 'jpeg', avif: 'heif' };

/** Every result is a whole picture where it was promised, and nothing else was written or touched. */
export async function checkTargets({ bucket, database, files, findings, servers }: Scene, ended: Ended[]) {
  const present = new Set(await bucket.keys());
  for (const { key, body } of files) {
    if (!present.has(key) || !(await bucket.get(key)).equals(body)) findings.add('source', `${key} was touched`);
  }
  const written = ended.flatMap(({ images }) => images).filter(({ targetKey }) => targetKey !== null);
  const targets = written.map(({ targetKey }) => targetKey ?? '');
  if (new Set(targets).size < targets.length) findings.add('target', 'two images have the same target');
  for (const { order, images } of ended) {
    const outside = images.filter(({ targetKey }) => targetKey && !targetKey.startsWith(`out/${order.name}/`));
    for (const { targetKey } of outside) findings.add('target', `${targetKey} lies outside of ${order.name}`);
  }
  for (const image of written) await checkTarget(findings, image, present, bucket);
  await checkOthers();

  /** A write whose image failed afterwards leaves its object, whole and under the image's own target. */
  async function checkOthers(): Promise<void> {
    const rows = await servers.query<{ target_key: string }>(database, 'SELECT target_key FROM images');
    const known = new Set([...rows.map(({ target_key }) => target_key), ...files.map(({ key }) => key)]);
    const others = [...present].filter((key) => key.startsWith('out/') && !targets.includes(key));
    for (const key of others) await decode(await bucket.get(key)).catch(() => findings.add('target', `${key} is torn`));
    for (const key of present) if (!known.has(key)) findings.add('target', `${key} belongs to no image`);
  }
}

async function checkTarget(
  findings: Scene['findings'],
  { key, targetKey, out, status }: ImageView,
  present: Set<string>,
  bucket: Scene['bucket'],
): Promise<void> {
  const target = targetKey ?? '';
  if (!present.has(target)) return findings.add('target', `${target} of ${key} (${status}) is not there`);
  const bytes = await bucket.get(target);
  try {
    const { format, width, height } = await decode(bytes);
    const wanted = { bytes: out.bytes, format: SHARPS_NAME[out.format ?? ''] ?? out.format, width: out.width };
    findings.same('target', `${target} of ${key}`, { bytes: bytes.length, format, width }, wanted);
    findings.same('target', `height of ${target}`, height, out.height);
  } catch (error) {
    findings.add('target', `${target} of ${key} can't be decoded: ${(error as Error).message}`);
  }
}

/** Decodes every pixel; throws when one is missing. */
async function decode(bytes: Buffer) {
  const picture = sharp(bytes, { failOn: 'warning' });
  const [metadata] = await Promise.all([picture.metadata(), picture.clone().raw().toBuffer()]);
  return metadata;
}
