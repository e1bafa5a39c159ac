import { createRequire } from 'node:module';
import type { Page, Response } from 'playwright-core';
import type { AnswerCheck } from '../../support/documented-answers.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const REFUSED = /^Failed to load resource: the server responded with a status of (\d+)/;

interface Finding {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary: string }[];
}

/** One browser window, and everything in it that is not as it should be. */
export class Visitor {
  readonly problems: string[] = [];
  /** Refusals that a page is there to show; the browser reports each of them to its console as well. */
  readonly expectedRefusals = [401, 402, 403, 404, 409, 413, 415, 422, 429, 503];
  /** While the network is cut on purpose. */
  expectsNetworkErrors = false;

  constructor(
    readonly page: Page,
    private readonly answers: AnswerCheck,
  ) {
    page.on('pageerror', (error) => this.problems.push(`thrown: ${error.message}`));
    page.on('console', (message) => {
      const status = Number(REFUSED.exec(message.text())?.[1]);
      const isExpected = this.expectedRefusals.includes(status) || this.expectsNetworkErrors;
      if (message.type() === 'error' && !isExpected) this.problems.push(`console: ${message.text()}`);
    });
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      const type = response.headers()['content-type'] ?? '';
      if (!pathname.startsWith('/api/') || !type.startsWith('application/json')) return;
      void this.compare(response, pathname, answers);
    });
  }

  /** An answer whose page was left before it came is none. */
  private async compare(response: Response, pathname: string, answers: AnswerCheck): Promise<void> {
    const body = (await response.json().catch(() => undefined)) as unknown;
    if (body === undefined) return;
    const wrong = answers(response.request().method(), pathname, response.status(), body);
    if (wrong) this.problems.push(`undocumented: ${wrong}`);
  }

  /** Another tab of the same browser. */
  async tab(): Promise<Visitor> {
    return new Visitor(await this.page.context().newPage(), this.answers);
  }

  async go(path: string): Promise<void> {
    await this.page.goto(path);
    await this.page.locator('h1').first().waitFor();
  }

  click(name: string | RegExp): Promise<void> {
    return this.page.getByRole('button', { name }).first().click();
  }

  async types(fields: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(fields)) {
      await this.page.getByLabel(label, { exact: true }).first().fill(value);
    }
  }

  sees(text: string | RegExp, seconds = 15): Promise<void> {
    return this.page
      .getByText(text)
      .first()
      .waitFor({ timeout: seconds * 1_000 });
  }

  /** Expects no finding of axe that is serious or worse. */
  async expectAccessible(): Promise<void> {
    const isLoaded = await this.page.evaluate(() => 'axe' in globalThis);
    // Not as a script of the page: its policy allows none but its own.
    if (!isLoaded) await this.page.evaluate(await axeSource());
    // A dialog that fades away has no contrast.
    await this.page.evaluate(`Promise.allSettled(
      document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished),
    )`);
    const findings = await this.page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Finding[] }> } };
      return (await axe.run()).violations;
    });
    const serious = findings.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const told = serious.flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary.slice(0, 200)}`),
    );
    expect([new URL(this.page.url()).pathname, told]).toEqual([new URL(this.page.url()).pathname, []]);
  }

  /** Ends the visit; whatever was wrong in it fails the test. */
  async leave(): Promise<void> {
    await this.page.context().close();
    expect(this.problems).toEqual([]);
  }
}

async function axeSource(): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile(AXE, 'utf8');
}
