import type { MainJob } from './main-job.ts';

/** What is not as it should be after the main job, in plain words; empty when all is well. */
export function problemsOf({ batch, images, usage, webhook, audit }: MainJob, pictures: number): string[] {
  const problems: string[] = [];
  const expect = (isTrue: boolean, problem: string) => void (isTrue || problems.push(problem));

  expect(batch.status === 'completed', `the batch ended as ${batch.status}: ${JSON.stringify(batch.error)}`);
  expect(batch.images.total === pictures, `the batch has ${batch.images.total} images, the bucket ${pictures}`);
  for (const { key, status, reason, altText } of images) {
    expect(status === 'succeeded', `${key}: ${status} (${reason})`);
    expect(status !== 'succeeded' || altText !== null, `${key}: no alt text (${reason})`);
  }
  expect(batch.bytes.saved > 0, 'the results are not smaller than the sources');

  // A failed image costs nothing.
  const { before, after } = usage;
  const { succeeded } = batch.images;
  const charged = [
    after.compressor_used - before.compressor_used,
    after.ia_credits_used - before.ia_credits_used,
    after.compressor_reserved + after.ia_credits_reserved,
  ];
  expect(
    charged.join() === [succeeded, succeeded, 0].join(),
    `charged ${charged[0]} compressions and ${charged[1]} AI credits for ${succeeded} images, ${charged[2]} still held`,
  );

  expect(webhook !== null, 'no webhook came in');
  expect(webhook?.verified ?? true, 'the signature of the webhook does not fit');
  const tells = webhook === null || (webhook.type === 'batch.completed' && webhook.batchId === batch.id);
  expect(tells, `the webhook tells of something else: ${webhook?.type} ${webhook?.batchId}`);

  for (const check of audit.checks) expect(check.ok, `audit: ${check.name}: ${check.detail}`);
  expect(audit.ok || audit.checks.some(({ ok }) => !ok), 'the audit is not ok');
  return problems;
}
