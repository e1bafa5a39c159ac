import { ModulesContainer } from '@nestjs/core';
import { DeclaredRoutes, type DeclaredRoute } from '../../src/common/http/routes.js';
import { AuthenticatorApp } from '../support/authenticator-app.js';
import { operationsOf } from '../support/openapi.js';
import { makePerson, PASSWORD, Person } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

/** Changes that a session left open is enough for, and why. A route that is new is in this list or demands a confirmation. */
const LEFT_OPEN: [routes: RegExp, why: string][] = [
  [/^POST \/api\/(batches|compress)\b/, 'the work itself'],
  [/^\w+ \/api\/(webhooks|deliveries)\b/, 'the work itself: who is notified'],
  [/^POST \/api\/account\/(switch|leave|invitations\/accept)$/, 'where the person works; no access for anybody else'],
  [/^POST \/api\/auth\/change-password$/, 'asks for the password itself'],
  [/^(DELETE \/api\/auth\/sessions\b|POST \/api\/auth\/sign-out-everywhere$)/, 'takes access away'],
  [/^PUT \/api\/usage\/alerts$/, 'gives no access, and spends nothing'],
  [/^POST \/api\/auth\/(passkeys\/)?confirm(\/options)?$/, 'is the confirmation'],
];
const REFUSED = { status: 403, body: { code: 'forbidden', requires: 'confirmation' } };

describe('a confirmation', () => {
  let service: Service;
  let person: Person;
  /** Routes of accounts that change something. */
  let changes: DeclaredRoute[];
  const nameOf = ({ method, url }: DeclaredRoute) => `${method} ${url}`;
  const demanding = () => changes.filter(({ demands }) => demands.includes('confirmation'));

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
    const routes = new DeclaredRoutes(service.app.get(ModulesContainer));
    changes = (await operationsOf(service.client))
      .map(({ method, path }) => routes.of(method, path.replaceAll(/\{(\w+)\}/g, ':$1')))
      .filter((route) => route?.audience === 'account' && route.method !== 'GET') as DeclaredRoute[];
  });
  beforeEach(async () => {
    await service.flushRedis();
    person = await makePerson(service);
  });
  afterAll(() => service.close());

  /** As when the session has been there for that long. */
  const aged = (minutes: number) =>
    service.sql.pool.query(
      `UPDATE sessions SET created_at = now() - make_interval(mins => $1), confirmed_at = confirmed_at - make_interval(mins => $1)`,
      [minutes],
    );
  const rename = () => person.call('PATCH', '/api/account', { name: 'Renamed' });
  const confirm = (body: object) => person.call('POST', '/api/auth/confirm', body);

  it('is demanded by every route that changes something, but for those that have a reason not to', () => {
    const reasons = (route: DeclaredRoute) => LEFT_OPEN.filter(([routes]) => routes.test(nameOf(route))).length;
    const wrong = changes.filter((route) => reasons(route) !== (demanding().includes(route) ? 0 : 1));
    expect(wrong.map(nameOf)).toEqual([]);
    expect(LEFT_OPEN.filter(([routes]) => !changes.some((route) => routes.test(nameOf(route))))).toEqual([]);
    expect(demanding().length).toBeGreaterThan(15);
  });

  it('is asked for before every change that demands it, and for nothing that only looks', async () => {
    const requires = async ({ method, url }: DeclaredRoute) =>
      (await person.call<{ requires?: string }>(method, url.replace(/:\w+/, 'nobody'))).body.requires;
    for (const route of demanding()) {
      expect([nameOf(route), await requires(route)]).not.toEqual([nameOf(route), 'confirmation']);
    }
    await aged(16);
    for (const route of demanding()) {
      expect([nameOf(route), await requires(route)]).toEqual([nameOf(route), 'confirmation']);
    }
    for (const path of [
      '/api/account',
      '/api/keys',
      '/api/connections',
      '/api/account/members',
      '/api/auth/passkeys',
    ]) {
      expect((await person.call('GET', path)).status).toBe(200);
    }
  });

  it('is refused before a body is read, and changes nothing', async () => {
    await aged(16);
    expect(await person.call('PATCH', '/api/account', 'no object')).toMatchObject(REFUSED);
    expect(await rename()).toMatchObject(REFUSED);
    expect(await person.account()).toMatchObject({ name: 'Ada' });
  });

  it('holds for 15 minutes, as a sign-in does', async () => {
    await aged(14);
    expect((await rename()).status).toBe(200);
    await aged(16);
    expect(await rename()).toMatchObject(REFUSED);
    expect((await confirm({ password: PASSWORD })).status).toBe(204);
    expect((await rename()).status).toBe(200);
    await aged(16);
    expect(await rename()).toMatchObject(REFUSED);
  });

  it('takes the password or a code, and neither when it is wrong', async () => {
    const { body } = await person.call<{ totpUri: string; backupCodes: string[] }>(
      'POST',
      '/api/auth/two-factor/enable',
      { password: PASSWORD },
    );
    const app = new AuthenticatorApp(body.totpUri);
    await person.call('POST', '/api/auth/two-factor/verify', { code: app.code() });
    await aged(16);
    expect(await confirm({ password: 'another password' })).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'password' }] },
    });
    expect(await confirm({ code: app.wrong() })).toMatchObject({ status: 400, body: { fields: [{ path: 'code' }] } });
    expect((await confirm({})).status).toBe(400);
    expect((await confirm({ password: PASSWORD, code: app.code(1) })).status).toBe(400);
    expect(await rename()).toMatchObject(REFUSED);
    expect((await confirm({ code: app.code(1) })).status).toBe(204);
    expect((await rename()).status).toBe(200);
    await aged(16);
    expect((await confirm({ code: body.backupCodes[0] })).status).toBe(204);
  });

  it('is one session’s alone', async () => {
    const other = new Person(service, person.email);
    await other.signIn();
    await aged(16);
    await confirm({ password: PASSWORD });
    expect(await other.call('PATCH', '/api/account', { name: 'Renamed' })).toMatchObject(REFUSED);
  });

  it('lets a person guess 20 passwords in an hour over all sessions, and a network 30 over all people', async () => {
    const guesses = async (browsers: Person[], count: number) => {
      const statuses: number[] = [];
      for (let n = 0; n < count; n += 1) {
        const browser = browsers[n % browsers.length];
        statuses.push((await browser!.call('POST', '/api/auth/confirm', { password: 'wrong' })).status);
      }
      return statuses.map((status, index) => (status === statuses[index - 1] ? null : [index, status])).filter(Boolean);
    };
    const other = new Person(service, person.email);
    await other.signIn();
    const refusedFrom = (count: number) => [
      [0, 400],
      [count, 429],
    ];
    /** An hour, and the tenth of it by which the window slides. */
    const expectAnHour = async (browser: Person) => {
      const { headers } = await browser.call('POST', '/api/auth/confirm', { password: PASSWORD });
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(3_000);
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(3_960);
    };
    expect(await guesses([person, other], 24)).toEqual(refusedFrom(20));
    await expectAnHour(person);
    await service.flushRedis();
    const neighbours = [await makePerson(service), await makePerson(service), await makePerson(service)] as const;
    expect(await guesses([...neighbours], 34)).toEqual(refusedFrom(30));
    await expectAnHour(neighbours[0]);
  });

  it('is nothing that a program is asked for', async () => {
    const account = await service.client.account();
    expect((await account.patch('/api/account', { name: 'Renamed' })).status).toBe(200);
    const made = await account.post<{ id: string }>('/api/keys', { name: 'x' });
    expect(made.status).toBe(201);
    expect((await account.delete(`/api/keys/${made.body.id}`)).status).toBe(204);
    expect((await account.post('/api/auth/confirm', { password: PASSWORD })).status).toBe(403);
  });

  it('is asked for by a page where a link would buy', async () => {
    await aged(16);
    const answer = await person.call('GET', '/api/billing/topups/small');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/billing']);
  });
});
