import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { MailerService } from '../../src/mail/mailer.service.js';
import type { Answer } from './client.js';
import type { Service } from './service.js';
import { until } from './until.js';

export const PASSWORD = 'correct horse battery';

/** The newest mail that was kept for an address in development, once there is one with that subject. */
export async function mailTo(service: Service, address: string, subject: string): Promise<string> {
  const folder = join(service.settings.dataDir, 'mails');
  const mails = await until(
    async () => {
      const names = (await readdir(folder).catch(() => [])).sort().reverse();
      const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')));
      return texts.filter((text) => text.includes(`To: ${address}\nSubject: ${subject}\n`));
    },
    (found) => found.length > 0,
  );
  return mails[0] ?? '';
}

/** All mails that were kept for an address, oldest first, once there are as many; those that are sent in vain would come first. */
export async function kept(service: Service, address: string, expected: number): Promise<string[]> {
  const folder = join(service.settings.dataDir, 'mails');
  const marker = someAddress();
  service.app.get(MailerService, { strict: false }).send({ to: marker, subject: 'Marker', text: '' });
  await mailTo(service, marker, 'Marker');
  return until(
    async () => {
      const names = (await readdir(folder)).sort();
      const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')));
      return texts.filter((text) => text.includes(`To: ${address}\n`));
    },
    (found) => found.length >= expected,
  );
}

export function tokenIn(mail: string): string {
  return /token=([\w.-]+)/.exec(mail)?.[1] ?? '';
}

export function someAddress(): string {
  return `person-${randomBytes(6).toString('hex')}@example.com`;
}

/** What the link of the sign-up's mail carries. */
export async function signUpToken(service: Service, email: string): Promise<string> {
  const signedUp = await new Person(service, email).call('POST', '/api/auth/sign-up', { email });
  expect(signedUp).toMatchObject({ status: 202, body: { email } });
  return tokenIn(await mailTo(service, email, 'Finish signing up for Fluxbatch'));
}

/** Signs up, opens the link of the mail, chooses name and password, and signs in. */
export async function makePerson(service: Service, email = someAddress()): Promise<Person> {
  const person = new Person(service, email);
  const token = await signUpToken(service, email);
  const body = { token, name: 'Ada', newPassword: PASSWORD };
  expect((await person.call('POST', '/api/auth/verify', body)).status).toBe(204);
  expect(await person.signIn()).toMatchObject({ status: 200, body: { person: { name: 'Ada', email } } });
  return person;
}

/** A browser of somebody: keeps the cookies it is given. */
export class Person {
  /** Of the session. */
  cookie = '';
  /** By which the browser is known. */
  device = '';
  /** Of what it has begun, by their names. */
  readonly steps = new Map<string, string>();

  constructor(
    private readonly service: Service,
    readonly email: string,
  ) {}

  async call<T = object>(method: string, path: string, body?: unknown, headers: object = {}): Promise<Answer<T>> {
    const cookie = [this.cookie, this.device, ...this.steps.values()].filter(Boolean).join('; ');
    const response = await fetch(this.service.client.url + path, {
      method,
      redirect: 'manual',
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(cookie ? { cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    for (const set of response.headers.getSetCookie()) this.keep(set.split(';')[0] ?? '');
    const text = await response.text();
    const isJson = /^application\/json\b/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text ? JSON.parse(text) : text) as T,
    };
  }

  signIn(password = PASSWORD): Promise<Answer<object>> {
    return this.call('POST', '/api/auth/sign-in', { email: this.email, password });
  }

  /** Opens the link of the invitation that was mailed last, and accepts; the session goes to the account. */
  async accept(): Promise<void> {
    const { body } = await until(
      async () => {
        const token = tokenIn(await mailTo(this.service, this.email, 'You are invited to an account on Fluxbatch'));
        return this.call<{ account: { id: string } }>('POST', '/api/account/invitations/accept', { token });
      },
      // The newest mail may still be on its way.
      ({ status }) => status === 200,
    );
    await this.switchTo(body.account.id);
  }

  async switchTo(account: string): Promise<void> {
    expect((await this.call('POST', '/api/account/switch', { account })).status).toBe(204);
  }

  async account(): Promise<{ id: string; plan: string; role: string; accounts: { id: string; role: string }[] }> {
    const answer = await this.call<{ id: string; plan: string; role: string; accounts: [] }>('GET', '/api/account');
    expect(answer.status).toBe(200);
    return answer.body;
  }

  private keep(cookie: string): void {
    if (cookie.includes('fluxbatch.device.')) this.device = cookie;
    else if (cookie.includes('fluxbatch.session_token=')) this.cookie = cookie;
    else this.steps.set(cookie.split('=')[0] ?? '', cookie);
  }
}
