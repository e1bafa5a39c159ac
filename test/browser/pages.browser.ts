import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Person } from '../support/person.js';
import { until } from '../support/until.js';
import { fillBucket } from './support/bucket.js';
import { makeMark, makePhoto } from './support/pictures.js';
import { Stage } from './support/stage.js';
import type { Visitor } from './support/visitor.js';

const OUTSIDE = {
  'sign-in': '/sign-in',
  'sign-up': '/sign-up',
  'finish-sign-up': '/sign-up/finish?token=some',
  'finish-sign-up-bad-link': '/sign-up/finish',
  'invitation-dead': '/invitation?token=some',
  'forgot-password': '/forgot-password',
  'reset-password': '/reset-password?token=some',
  'reset-password-bad-link': '/reset-password',
};
/** Without motion: half faded in, nothing has its colours yet. */
const WINDOWS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 390].map((width) => {
    const viewport = { width, height: width === 390 ? 844 : 900 };
    return { colorScheme, viewport, reducedMotion: 'reduce' as const };
  }),
);

let stage: Stage;
let person: Person;
let inside: Record<string, string>;
let pictures: string;

beforeAll(async () => {
  stage = await Stage.open();
  const customer = await stage.customer();
  await customer.visitor.leave();
  ({ person } = customer);
  pictures = await mkdtemp(join(tmpdir(), 'fluxbatch-pages-'));
  process.stderr.write(`Pictures of every page: ${pictures}\n`);
  inside = await furnish();
});
afterAll(() => stage.close());

/** Something of everything; answers the addresses there are then. */
async function furnish(): Promise<Record<string, string>> {
  const bucket = await fillBucket('2026/', 12);
  const connection = await person.call<{ id: string }>('POST', '/api/connections', bucket.connection);
  const source = { connection: connection.body.id, prefix: '2026/' };
  const submit = async (body: object) => (await person.call<{ id: string }>('POST', '/api/batches', body)).body.id;
  const done = await submit({ source, ai: { altText: true } });
  const dry = await submit({ source, dryRun: true });
  const failed = await submit({ source: { ...source, prefix: 'nothing/' } });
  const webhook = await person.call<{ id: string }>('POST', '/api/webhooks', { url: 'http://127.0.0.1:9/' });
  await person.call('POST', `/api/webhooks/${webhook.body.id}/test`);
  await person.call('POST', '/api/keys', { name: 'CMS' });
  const ended = ({ status }: { status: string }) => ['completed', 'failed', 'ready'].includes(status);
  for (const id of [done, dry, failed]) {
    await until(async () => (await person.call<{ status: string }>('GET', `/api/batches/${id}`)).body, ended, 60);
  }
  return {
    overview: '/',
    optimize: '/optimize',
    batches: '/batches',
    'batch-completed': `/batches/${done}`,
    'batch-estimated': `/batches/${dry}`,
    'batch-failed': `/batches/${failed}`,
    'batch-new': '/batches/new',
    connections: '/connections',
    keys: '/keys',
    webhooks: '/webhooks',
    webhook: `/webhooks/${webhook.body.id}`,
    usage: '/usage',
    billing: '/billing',
    account: '/account',
    nowhere: '/nowhere',
  };
}

/** Holds what is in the window against what every page must be, and takes its picture. */
async function look(visitor: Visitor, name: string): Promise<void> {
  const { page } = visitor;
  await page.locator('[role=status][aria-label=Loading]').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle').catch(() => {});
  await visitor.expectAccessible();
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  expect([name, Math.max(0, overflow)]).toEqual([name, 0]);
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

/** What only appears once something was done. */
async function lookDeeper(visitor: Visitor, picture: (name: string) => Promise<void>): Promise<void> {
  const { page } = visitor;
  await visitor.go(inside['batch-completed'] ?? '');
  await visitor.click('2026/photo-000.jpg');
  await page.getByRole('slider', { name: 'Before and after of 2026/photo-000.jpg' }).waitFor();
  await picture('image');
  await visitor.go('/batches/new');
  await visitor.sees('24 objects');
  await visitor.click('Next');
  await page.getByLabel('Write alt texts').check();
  await page.getByLabel('Key of a PNG in the same bucket').fill('mark.png');
  await picture('batch-new-options');
  await page.getByLabel('Key of a PNG in the same bucket').fill('');
  await visitor.click('Estimate the price');
  await visitor.sees('Your credits are enough', 30);
  await picture('batch-new-estimate');
  await visitor.go('/keys');
  await visitor.click('Roll');
  await page.getByRole('dialog').waitFor();
  await picture('key-roll');
}

async function lookAtUploads(visitor: Visitor, picture: (name: string) => Promise<void>): Promise<void> {
  const { page } = visitor;
  await visitor.go('/optimize');
  const photos = ['bicycle.jpg', 'tree.jpg'].map(async (name, seed) => {
    return { name, mimeType: 'image/jpeg', buffer: await makePhoto(seed) };
  });
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(await Promise.all(photos));
  const mark = { name: 'mark.png', mimeType: 'image/png', buffer: await makeMark() };
  await page.locator('input[type=file][accept="image/png"]').setInputFiles([mark]);
  await page.getByRole('img', { name: 'Preview of the watermark on the first image' }).waitFor();
  await picture('optimize-options');
  await page.getByLabel('Write alt texts').check();
  await page.getByLabel('Search-friendly file names').check();
  await visitor.click('Optimize 2 images');
  await visitor.sees(/Alt text:/, 30);
  await picture('optimize-results');
}

async function lookAtOperator(visitor: Visitor, picture: (name: string) => Promise<void>): Promise<void> {
  await visitor.go('/operator');
  await picture('operator-door');
  await visitor.types({ 'Admin token': stage.service.settings.operators[0].token });
  await visitor.click('Open');
  await visitor.sees(/All \d+ invariants hold/);
  await picture('operator');
  await visitor.click('Manage');
  await visitor.sees('Grant AI top-up');
  await picture('operator-account');
}

describe('every page', () => {
  it.each(WINDOWS)('is sound in $colorScheme at $viewport.width', async (window) => {
    const customer = await stage.visitor(person, window);
    const pictureOf = (visitor: Visitor) => (name: string) =>
      look(visitor, `${name}-${window.colorScheme}-${window.viewport.width}`);
    for (const [name, path] of Object.entries(inside)) {
      await customer.go(path);
      await pictureOf(customer)(name);
    }
    await lookDeeper(customer, pictureOf(customer));
    await lookAtUploads(customer, pictureOf(customer));
    await customer.leave();
    const stranger = await stage.visitor(null, window);
    for (const [name, path] of Object.entries(OUTSIDE)) {
      await stranger.go(path);
      await pictureOf(stranger)(name);
    }
    await lookAtOperator(stranger, pictureOf(stranger));
    await stranger.leave();
  });

  it('can be reached and left with the keyboard alone', async () => {
    const visitor = await stage.visitor(person);
    const { page } = visitor;
    await visitor.go('/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.getByRole('link', { name: 'API keys' }).focus();
    await page.keyboard.press('Enter');
    await visitor.sees('Programs call the API with a key');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    await page.getByRole('button', { name: 'New key' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Name *').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('New key');
    await visitor.leave();
  });
});
