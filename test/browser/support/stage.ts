import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions } from 'playwright-core';
import { makePerson, type Person } from '../../support/person.js';
import { startService, type Service, type ServiceOptions } from '../../support/service.js';
import { documentedAnswers, type AnswerCheck } from '../../support/documented-answers.js';
import { Visitor } from './visitor.js';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A service and a browser for one suite. */
export class Stage {
  private constructor(
    readonly service: Service,
    private readonly browser: Browser,
    private readonly answers: AnswerCheck,
    private readonly dataDir: string,
  ) {}

  static async open(options: ServiceOptions = {}): Promise<Stage> {
    const dataDir = await mkdtemp(join(tmpdir(), 'fluxbatch-browser-'));
    const service = await startService({ ...options, environment: { DATA_DIR: dataDir, ...options.environment } });
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    const browser = await chromium.launch({ executablePath, args: [...FLAGS, ...QUIET] });
    return new Stage(service, browser, await documentedAnswers(service.client), dataDir);
  }

  /** Somebody with a browser window of their own, signed in or not. */
  async visitor(person: Person | null = null, options: BrowserContextOptions = {}): Promise<Visitor> {
    const { publicUrl, port } = this.service.settings;
    const baseURL = port === 0 ? this.service.client.url : publicUrl;
    const context = await this.browser.newContext({ baseURL, viewport: { width: 1280, height: 900 }, ...options });
    if (person) {
      const [name = '', value = ''] = person.cookie.split('=', 2);
      await context.addCookies([{ name, value, url: baseURL }]);
    }
    return new Visitor(await context.newPage(), this.answers);
  }

  /** Somebody signed in whose account is on a plan. */
  async customer(plan = 'agency'): Promise<{ person: Person; visitor: Visitor; accountId: string }> {
    const person = await makePerson(this.service);
    const { id } = await person.account();
    if (plan !== 'free') await this.service.client.admin('PATCH', `/accounts/${id}`, { plan });
    return { person, visitor: await this.visitor(person), accountId: id };
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.service.client.expectSoundBooks();
    await this.service.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
