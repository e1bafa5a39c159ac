import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
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

export function tokenIn(mail: string): string {
  return /token=([\w.-]+)/.exec(mail)?.[1] ?? '';
}

export function someAddress(): string {
  return `person-${randomBytes(6).toString('hex')}@example.com`;
}

/** Signs up, opens the link of the mail, and signs in. */
export async function makePerson(service: Service, email = someAddress()): Promise<Person> {
  const person = new Person(service, email);
  const signedUp = await person.call('POST', '/api/auth/sign-up', { name: 'Ada', email, password: PASSWORD });
  expect(signedUp).toMatchObject({ status: 202, body: { email } });
  const token = tokenIn(await mailTo(service, email, 'Your e-mail address'));
  const verified = await person.call('GET', `/api/auth/verify?token=${token}`);
  expect(verified.status).toBe(302);
  expect(await person.signIn()).toMatchObject({ status: 200, body: { person: { name: 'Ada', email } } });
  return person;
}

/** A browser of somebody: keeps the cookie it is given. */
export class Person {
  cookie = '';

  constructor(
    private readonly service: Service,
    readonly email: string,
  ) {}

  async call<T = object>(method: string, path: string, body?: unknown, headers: object = {}): Promise<Answer<T>> {
    const response = await fetch(this.service.client.url + path, {
      method,
      redirect: 'manual',
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    for (const set of response.headers.getSetCookie()) this.cookie = set.split(';')[0] ?? '';
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : text) as T };
  }

  signIn(password = PASSWORD): Promise<Answer<object>> {
    return this.call('POST', '/api/auth/sign-in', { email: this.email, password });
  }

  async account(): Promise<{ id: string; plan: string; role: string; accounts: { id: string; role: string }[] }> {
    const answer = await this.call<{ id: string; plan: string; role: string; accounts: [] }>('GET', '/api/account');
    expect(answer.status).toBe(200);
    return answer.body;
  }
}
