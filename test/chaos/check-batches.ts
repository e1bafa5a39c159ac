import type { BatchView } from '../../src/batches/reading/batch-view.js';
import type { ImageView } from '../support/client.js';
import type { SourceFile } from './bucket.js';
import type { Told } from './customer.js';
import type { PlannedOrder } from './plan.js';
import type { Party, Scene } from './scene.js';
import type { Reason } from '../../src/batches/model/statuses.js';

/** A batch that was accepted, with what became of it. */
export interface Ended {
  order: PlannedOrder;
  batch: BatchView;
  images: ImageView[];
}

/** What any file may come to when it is hurt often enough or its batch ends early. */
const BY_FAULTS: Reason[] = ['storage_error', 'internal', 'canceled', 'no_credits'];

/** Every accepted batch is there and ended, each of its images once, and all figures say so. Answers the batches. */
export async function checkBatches(scene: Scene): Promise<Ended[]> {
  const all: Ended[] = [];
  for (const party of Object.values(scene.parties)) {
    const ended = await batchesOf(scene, party);
    for (const one of ended) checkBatch(scene, one);
    await checkUsage(scene, party, ended);
    all.push(...ended);
  }
  return all;
}

/** Those the customer was told of; there must be no others. */
async function batchesOf({ findings }: Scene, { account, customer }: Party): Promise<Ended[]> {
  const ended: Ended[] = [];
  const accepted = customer.told.filter((told): told is Told & { batchId: string } => told.batchId !== null);
  for (const { order, batchId } of accepted) {
    const { status, body: batch } = await account.get<BatchView>(`/api/batches/${batchId}`);
    if (status === 200) ended.push({ order, batch, images: await account.images(batchId) });
    else findings.add('lost batch', `${order.name} was accepted as ${batchId}, and now the answer is ${status}`);
  }
  const { body } = await account.get<{ data: BatchView[] }>('/api/batches?limit=200');
  const ids = accepted.map(({ batchId }) => batchId);
  findings.sameSet('batches of an account', account.id, body.data.map(({ id }) => id).sort(), ids.sort());
  return ended;
}

function checkBatch({ findings, files }: Scene, { order, batch, images }: Ended): void {
  const of = (status: string) => images.filter((image) => image.status === status).length;
  const [succeeded, failed, skipped, canceled] = ['succeeded', 'failed', 'skipped', 'canceled'].map(of);
  const counted = { total: images.length, succeeded, failed, skipped, canceled, queued: 0, processing: 0 };
  findings.same('counts', `images of ${order.name} (${batch.id})`, batch.images, counted);
  checkEnd(findings, order, batch);
  const aiUsed = images.reduce((sum, { credits }) => sum + credits.ai, 0);
  findings.same(
    'credits',
    `used by ${order.name} (${batch.id})`,
    [batch.credits.compression.used, batch.credits.ai.used],
    [succeeded, aiUsed],
  );
  const inFolder = files.filter(({ key }) => key.startsWith(order.folder));
  const wanted = inFolder.length + (order.by === 'keys' ? order.missing : 0);
  // A prefix that was canceled before it was listed has no images, or those of the pages listed by then.
  const listedWhole = batch.status !== 'canceled' || order.by === 'keys';
  if (listedWhole) findings.same('counts', `images wanted by ${order.name}`, images.length, wanted);
  const byKey = new Map(inFolder.map((file) => [file.key, file]));
  for (const image of images) checkImage(findings, order, image, byKey.get(image.key));
}

function checkEnd(findings: Scene['findings'], order: PlannedOrder, { id, status, error }: BatchView): void {
  const what = `${order.name} (${id}) ended as ${status} ${JSON.stringify(error)}`;
  if (status === 'completed') return;
  if (status === 'canceled' && order.cancelAfterMs !== null) return;
  const tooDear = order.account === 'limited' && JSON.stringify(error).includes('insufficient_credits');
  if (status !== 'failed' || !tooDear) findings.add('batch', what);
}

/** Each kind of file has few ways to end, whatever happened around it. */
function checkImage(findings: Scene['findings'], order: PlannedOrder, image: ImageView, file?: SourceFile): void {
  const { key, status, reason, altText, seoName, credits } = image;
  const what = `${key} of ${order.name} ended as ${status}, ${reason}`;
  const described = altText !== null || seoName !== null;
  if (described !== (credits.ai === 1)) findings.add('image', `${what}: texts and AI credit do not agree`);
  const own: (Reason | null)[] = file?.sound
    ? [null, 'not_smaller', ...(order.ai === 'none' ? [] : (['ai_failed', 'ai_refused'] as const))]
    : file
      ? ['corrupt', 'not_an_image']
      : ['not_found'];
  const expected = status === 'succeeded' ? file?.sound === true : ['failed', 'skipped', 'canceled'].includes(status);
  if (!expected || ![...own, ...BY_FAULTS].includes(reason)) findings.add('image', what);
}

async function checkUsage({ findings }: Scene, { account }: Party, ended: Ended[]): Promise<void> {
  const images = ended.flatMap(({ images }) => images);
  const { compressor_used, compressor_reserved, ia_credits_used, ia_credits_reserved } = await account.usage();
  findings.same(
    'usage',
    `of ${account.id}`,
    { compressor_used, compressor_reserved, ia_credits_used, ia_credits_reserved },
    {
      compressor_used: images.reduce((sum, { credits }) => sum + credits.compression, 0),
      compressor_reserved: 0,
      ia_credits_used: images.reduce((sum, { credits }) => sum + credits.ai, 0),
      ia_credits_reserved: 0,
    },
  );
}
