import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from '../../support/client.js';
import { until } from '../../support/until.js';
import type { Stage } from './stage.js';

export const PASSWORD = 'sixteen purple herons';

export function someAddress(): string {
  return `${randomBytes(6).toString('hex')}@example.com`;
}

/** A browser of somebody, at an address of its own, that keeps its cookies. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly stage: Stage,
    readonly address = `203.0.113.${randomBytes(1)[0]}`,
  ) {}

  async call<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.stage.api.url + path, {
      method,
      redirect: 'manual',
      headers: {
        'sec-fetch-site': 'same-origin',
        'x-forwarded-for': this.address,
        ...(cookie ? { cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    for (const set of response.headers.getSetCookie()) this.keep(set);
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
  }

  signIn(email: string, password = PASSWORD): Promise<Answer<{ person?: { id: string } }>> {
    return this.call('POST', '/api/auth/sign-in', { email, password });
  }

  private keep(set: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    if (value === '' || /max-age=0/i.test(set)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** Mails to an address, the newest first. */
export async function mailsTo({ folder }: Stage, email: string): Promise<string[]> {
  const names = (await readdir(join(folder, 'mails')).catch(() => [])).sort().reverse();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, 'mails', name), 'utf8').catch(() => '')));
  return texts.filter((text) => text.includes(`To: ${email}\n`));
}

/** The token of the newest mail to an address, once there are as many mails. */
export async function tokenFor(stage: Stage, email: string, mails = 1): Promise<string> {
  const [newest = ''] = await until(
    () => mailsTo(stage, email),
    (found) => found.length >= mails,
  );
  return /token=([\w.%-]+)/.exec(newest)?.[1] ?? '';
}

export interface NewPerson {
  email: string;
  browser: Browser;
}

/** Somebody who has signed up, has proved the address, and is signed in. */
export async function newPerson(stage: Stage, email = someAddress()): Promise<NewPerson> {
  const browser = new Browser(stage);
  const mails = (await mailsTo(stage, email)).length;
  const asked = await browser.call('POST', '/api/auth/sign-up', { email });
  if (asked.status === 202) {
    const token = await tokenFor(stage, email, mails + 1);
    await browser.call('POST', '/api/auth/verify', { token, name: 'Somebody', newPassword: PASSWORD });
  } else {
    // A service of before names and passwords were chosen behind the link.
    await browser.call('POST', '/api/auth/sign-up', { name: 'Somebody', email, password: PASSWORD });
    await browser.call('GET', `/api/auth/verify?token=${await tokenFor(stage, email, mails + 1)}`);
  }
  const signedIn = await browser.signIn(email);
  expect(signedIn.status).toBe(200);
  return { email, browser };
}
