import type { Usage } from '#service/credits/usage.js';
import type { Image, MainJob } from './main-job.ts';
import { bold, dim, green, red } from '#service/cli/paint.js';
import { count, percent, size, table, type Column } from '#service/cli/table.js';

/** Prints what the main job did: images, alt texts, usage, webhook and audit. */
export function report(job: MainJob): void {
  const { startedAt, endedAt } = job.batch;
  const seconds = startedAt && endedAt ? (Date.parse(endedAt) - Date.parse(startedAt)) / 1000 : 0;
  section(`Images in ${seconds.toFixed(1)} s`, imageTable(job));
  section('Alt texts, by a stand-in that only looks at sizes and colours', altTexts(job.images));
  section('Usage (GET /api/usage)', usageTable(job.usage));
  section('Webhook', webhookLines(job.webhook));
  section('Audit (GET /api/admin/audit)', auditLines(job.audit));
}

function section(title: string, text: string): void {
  console.log(`\n${bold(title)}\n${text.replace(/^/gm, '  ')}`);
}

const IMAGE_COLUMNS: Column[] = [
  ['key', 'left'],
  ['pixels', 'right'],
  ['was', 'left'],
  ['bytes', 'right'],
  ['is', 'left'],
  ['bytes', 'right'],
  ['saved', 'right'],
];

function imageTable({ batch, images }: MainJob): string {
  const rows = images.map((image) =>
    image.status === 'succeeded'
      ? [...source(image), image.out.format ?? '', size(image.out.bytes ?? 0), percent(image.savedRatio ?? 0)]
      : [image.key, '', '', '', `${image.status}: ${image.reason}`],
  );
  const { in: before, out: after, saved } = batch.bytes;
  const total = [`${images.length} images`, '', '', size(before), '', size(after), percent(saved / before)];
  return table(IMAGE_COLUMNS, [...rows, total]);
}

function source({ key, in: { width, height, format, bytes } }: Image): string[] {
  return [key, `${width} x ${height}`, format ?? '', size(bytes ?? 0)];
}

function altTexts(images: Image[]): string {
  const succeeded = images.filter(({ status }) => status === 'succeeded');
  return succeeded.map(({ targetKey, altText }) => `${targetKey}\n${dim(`  ${altText}`)}`).join('\n');
}

function usageTable({ before, after }: MainJob['usage']): string {
  const names = Object.keys(after).filter((name) => name !== 'topups') as (keyof Usage)[];
  const show = (value: Usage[keyof Usage]) => (typeof value === 'number' ? count(value) : String(value));
  const rows = names.map((name) => [name, show(before[name]), show(after[name])]);
  return table(
    [
      ['field', 'left'],
      ['before', 'right'],
      ['after', 'right'],
    ],
    rows,
  );
}

function webhookLines(webhook: MainJob['webhook']): string {
  if (!webhook) return red('none came in');
  const { headers, body } = webhook.message;
  const shown = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => `${name}: ${headers[name]}`);
  const { type, timestamp, data } = JSON.parse(body) as { type: string; timestamp: string; data: MainJob['batch'] };
  const excerpt = { type, timestamp, data: { id: data.id, status: data.status, images: data.images, '…': '…' } };
  const verdict = webhook.verified
    ? green('the signature fits, says the standardwebhooks library')
    : red('the signature does not fit, says the standardwebhooks library');
  return [...shown, JSON.stringify(excerpt), verdict].join('\n');
}

function auditLines({ ok, checks }: MainJob['audit']): string {
  const failed = checks.filter((check) => !check.ok).map(({ name, detail }) => red(`${name}: ${detail}`));
  return ok ? green(`all ${checks.length} invariants hold`) : failed.join('\n');
}
