import type { Person } from '../support/person.js';
import { Stage } from './support/stage.js';

const FIRST_LOAD_BYTES = 250_000;
const LARGEST_PAINT_MS = 1_000;
const LARGEST_SHIFT = 0.1;
/** The median of them counts. */
const LOADS = 5;

interface Seen {
  /** Milliseconds from the navigation to the last of the largest paints. */
  paint: number;
  /** Cumulative layout shift. */
  shift: number;
}

const WATCH = `
  globalThis.seen = { paint: 0, shift: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) seen.paint = startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) seen.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });`;

describe('the first load', () => {
  let stage: Stage;
  beforeAll(async () => {
    // Without workers and timetable: what is measured shares two processors with all of it.
    stage = await Stage.open({ environment: { ROLE: 'api' } });
  });
  afterAll(() => stage.close());

  /** One load with an empty cache. */
  async function load(path: string, person: Person | null) {
    const visitor = await stage.visitor(person);
    const { page } = visitor;
    const scripts: Promise<{ responseBodySize: number }>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.request().sizes());
    });
    await page.addInitScript({ content: WATCH });
    await visitor.go(path);
    await page.waitForLoadState('networkidle').catch(() => {});
    const { paint, shift } = await page.evaluate<Seen>('seen');
    const sizes = await Promise.all(scripts);
    await visitor.leave();
    return { bytes: sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0), paint, shift };
  }

  it.each(['/', '/batches', '/optimize', '/sign-in'])(
    'of %s is small, soon painted and does not jump',
    async (path) => {
      const { person } = await stage.customer();
      const loads: Awaited<ReturnType<typeof load>>[] = [];
      while (loads.length < LOADS) loads.push(await load(path, path === '/sign-in' ? null : person));
      const bytes = Math.max(...loads.map((one) => one.bytes));
      const shift = Math.max(...loads.map((one) => one.shift));
      const paints = loads.map((one) => one.paint).sort((a, b) => a - b);
      process.stderr.write(
        `${path}: ${bytes} bytes of script, largest paint ${paints.map(Math.round).join(', ')} ms, shift ${shift.toFixed(3)}\n`,
      );
      expect(bytes).toBeGreaterThan(50_000);
      expect(bytes).toBeLessThan(FIRST_LOAD_BYTES);
      expect(paints[Math.floor(LOADS / 2)]).toBeLessThan(LARGEST_PAINT_MS);
      expect(shift).toBeLessThan(LARGEST_SHIFT);
    },
  );
});
