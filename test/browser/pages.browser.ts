import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Person } from '../support/person.js';
import { until } from '../support/until.js';
import { fillBucket } from './support/bucket.js';
import { Stage } from './support/stage.js';
import type { Visitor } from './support/visitor.js';

const FIRST_LOAD_BYTES = 250_000;
const LARGEST_PAINT_MS = 1_000;
const OUTSIDE = ['/sign-in', '/sign-up', '/forgot-password', '/reset-password', '/operator'];
const WINDOWS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 390].map((width) => ({ colorScheme, viewport: { width, height: width === 390 ? 844 : 900 } })),
);

describe('every page', () => {
  let stage: Stage;
  let person: Person;
  let pages: string[];
  let pictures: string;

  beforeAll(async () => {
    stage = await Stage.open();
    const customer = await stage.customer();
    await customer.visitor.leave();
    ({ person } = customer);
    pictures = await mkdtemp(join(tmpdir(), 'fluxbatch-pages-'));
    process.stderr.write(`Pictures of every page: ${pictures}\n`);
    pages = await furnish();
  });
  afterAll(() => stage.close());

  /** Something of everything; answers the pages there are then. */
  async function furnish(): Promise<string[]> {
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
    for (const id of [done, dry, failed]) {
      const ended = ({ status }: { status: string }) => ['completed', 'failed', 'ready'].includes(status);
      await until(async () => (await person.call<{ status: string }>('GET', `/api/batches/${id}`)).body, ended, 60);
    }
    const batches = [done, dry, failed].map((id) => `/batches/${id}`);
    const lists = ['/', '/optimize', '/batches', '/batches/new', '/connections', '/keys', '/webhooks'];
    return [...lists, ...batches, `/webhooks/${webhook.body.id}`, '/billing', '/account', '/nowhere'];
  }

  async function look(visitor: Visitor, path: string, name: string): Promise<void> {
    const { page } = visitor;
    await visitor.go(path);
    await page.locator('[role=status][aria-label=Loading]').first().waitFor({ state: 'detached' });
    await page.waitForLoadState('networkidle').catch(() => {});
    await visitor.expectAccessible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect([path, Math.max(0, overflow)]).toEqual([path, 0]);
    const file = `${path.replace(/_01\w+/, '').replaceAll('/', '_')}-${name}.png`;
    await page.screenshot({ path: join(pictures, file), fullPage: true });
  }

  it.each(WINDOWS)('is sound in $colorScheme at $viewport.width', async (window) => {
    const name = `${window.colorScheme}-${window.viewport.width}`;
    const inside = await stage.visitor(person, window);
    for (const path of pages) await look(inside, path, name);
    await inside.leave();
    const outside = await stage.visitor(null, window);
    for (const path of OUTSIDE) await look(outside, path, name);
    await outside.leave();
  });

  it('can be reached and left with the keyboard alone', async () => {
    const visitor = await stage.visitor(person);
    const { page } = visitor;
    await visitor.go('/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.getByRole('link', { name: 'API keys' }).focus();
    await page.keyboard.press('Enter');
    await visitor.sees('Programs call the API with a key');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.getByRole('button', { name: 'New key' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Name *').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('New key');
    await visitor.leave();
  });

  it('is small at first, painted soon and does not jump', async () => {
    const visitor = await stage.visitor(person);
    const { page } = visitor;
    let bytes = 0;
    page.on('response', async (response) => {
      if (!response.url().endsWith('.js')) return;
      bytes += (await response.request().sizes()).responseBodySize;
    });
    await page.addInitScript(() => {
      const seen = { paint: 0, shift: 0 };
      Object.assign(globalThis, { seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.paint = entry.startTime;
      }).observe({ type: 'largest-contentful-paint', buffered: true });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await visitor.go('/');
    await page.waitForLoadState('networkidle').catch(() => {});
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: { paint: number; shift: number } }).seen);
    process.stderr.write(
      `First load: ${bytes} bytes of script, largest paint ${Math.round(seen.paint)} ms, shift ${seen.shift}\n`,
    );
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(FIRST_LOAD_BYTES);
    expect(seen.paint).toBeLessThan(LARGEST_PAINT_MS);
    expect(seen.shift).toBeLessThan(0.1);
    await visitor.leave();
  });
});
