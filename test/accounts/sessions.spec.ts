import { createHmac } from 'node:crypto';
import { derivedSecret } from '../../src/common/crypto.js';
import { kept, mailTo, makePerson, PASSWORD, Person } from '../support/person.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

interface Sessions {
  data: { id: string; current: boolean; device: string; address: string; lastUsedAt: string; expiresAt: string }[];
}

describe('sessions', () => {
  let service: Service;
  let person: Person;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api', TRUSTED_PROXIES: '127.0.0.1' } });
  });
  beforeEach(async () => {
    await service.flushRedis();
    person = await makePerson(service);
  });
  afterAll(() => service.close());

  const sessions = async () => (await person.call<Sessions>('GET', '/api/auth/sessions')).body.data;
  const rows = async () =>
    (
      await service.sql.pool.query<{ id: string; token: string }>(
        'SELECT s.* FROM sessions s JOIN people p ON p.id = s.person_id WHERE p.email = $1',
        [person.email],
      )
    ).rows;

  /** As the library signs one. */
  function cookieOf(token: string): string {
    const secret = derivedSecret(service.settings.encryptionKey, 'sessions');
    const signature = createHmac('sha256', secret).update(token).digest('base64');
    return `fluxbatch.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
  }

  it('are kept as hashes: a copy of the table is no way in, even with the secret of the cookies', async () => {
    const [row] = await rows();
    expect(row?.token).toMatch(/^[0-9a-f]{64}$/);
    const token = decodeURIComponent(person.cookie.split('=')[1] ?? '').split('.')[0] ?? '';
    expect(row?.token).not.toContain(token);
    const thief = new Person(service, person.email);
    thief.cookie = cookieOf(token);
    expect((await thief.call('GET', '/api/account')).status).toBe(200);
    thief.cookie = cookieOf(row?.token ?? '');
    expect((await thief.call('GET', '/api/account')).status).toBe(401);
  });

  it('from before the hashes have ended', async () => {
    const thief = new Person(service, person.email);
    await service.sql.pool.query(`UPDATE sessions SET token = 'a-token-as-it-was-kept-before' WHERE id = $1`, [
      (await rows())[0]?.id,
    ]);
    thief.cookie = cookieOf('a-token-as-it-was-kept-before');
    expect((await thief.call('GET', '/api/account')).status).toBe(401);
    await person.signIn();
    expect((await sessions()).length).toBe(1);
  });

  it('are listed with device, address and last use, and ended one by one, all others, or all', async () => {
    const browsers = [new Person(service, person.email), new Person(service, person.email)];
    for (const [n, browser] of browsers.entries()) {
      const headers = { 'user-agent': FIREFOX, 'x-forwarded-for': `203.0.113.${n + 1}` };
      const body = { email: person.email, password: PASSWORD };
      expect((await browser.call('POST', '/api/auth/sign-in', body, headers)).status).toBe(200);
    }
    const before = await sessions();
    expect(before.length).toBe(3);
    expect(before.filter(({ current }) => current).length).toBe(1);
    const first = before.find(({ address }) => address === '203.0.113.1');
    expect(first).toMatchObject({ current: false, device: 'Firefox on Linux' });
    expect(Date.now() - new Date(first?.lastUsedAt ?? 0).getTime()).toBeLessThan(60_000);

    const stranger = await makePerson(service);
    expect((await stranger.call('DELETE', `/api/auth/sessions/${first?.id}`)).status).toBe(404);
    expect((await person.call('DELETE', `/api/auth/sessions/${first?.id}`)).status).toBe(204);
    expect((await browsers[0]?.call('GET', '/api/account'))?.status).toBe(401);
    expect((await browsers[1]?.call('GET', '/api/account'))?.status).toBe(200);
    expect((await person.call('DELETE', '/api/auth/sessions')).status).toBe(204);
    expect((await browsers[1]?.call('GET', '/api/account'))?.status).toBe(401);
    expect((await sessions()).map(({ current }) => current)).toEqual([true]);
    expect((await person.call('POST', '/api/auth/sign-out-everywhere')).status).toBe(204);
    expect((await person.call('GET', '/api/account')).status).toBe(401);
  });

  it('say where they were used last, right to a minute', async () => {
    await service.sql.pool.query(`UPDATE sessions SET last_used_at = now() - interval '2 minutes'`);
    await person.call('GET', '/api/account', undefined, { 'user-agent': FIREFOX, 'x-forwarded-for': '198.51.100.7' });
    await until(sessions, ([session]) => session?.address === '198.51.100.7' && session.device === 'Firefox on Linux');
  });

  it('end 30 days after they began, however much they are used', async () => {
    const [row] = await rows();
    const age = async (days: number) => {
      await service.sql.pool.query(
        `UPDATE sessions SET created_at = now() - make_interval(days => $2), expires_at = now() + interval '1 hour' WHERE id = $1`,
        [row?.id, days],
      );
    };
    await age(29);
    expect((await person.call('GET', '/api/account')).status).toBe(200);
    const [young] = await sessions();
    expect(new Date(young?.expiresAt ?? 0).getTime() - Date.now()).toBeLessThan(2 * 86_400_000);
    await age(31);
    expect((await person.call('GET', '/api/account')).status).toBe(401);
    expect(await rows()).toEqual([]);
  });

  it('that begin on an unknown device are told by mail, with no word of the stranger’s', async () => {
    await person.signIn();
    await person.signIn();
    const elsewhere = new Person(service, person.email);
    const body = { email: person.email, password: PASSWORD };
    const headers = { 'user-agent': 'Win a car at https://evil.example Chrome/1', 'x-forwarded-for': '203.0.113.9' };
    await elsewhere.call('POST', '/api/auth/sign-in', body, headers);
    const mail = await mailTo(service, person.email, 'New sign-in to Fluxbatch');
    expect(mail).toContain('Chrome, from 203.0.113.9');
    expect(mail).not.toContain('evil');
    await elsewhere.signIn();
    // The sign-up, and the one unknown device.
    expect((await kept(service, person.email, 2)).length).toBe(2);
  });

  it('make a device known to one person, in a cookie that no script gets', async () => {
    const other = await makePerson(service);
    const answer = await person.signIn();
    const set = answer.headers.getSetCookie().find((cookie) => cookie.includes('.device.')) ?? '';
    expect(set).toMatch(/^fluxbatch\.device\.\w+=[\w.-]+; Max-Age=15552000; Path=\/api\/auth; HttpOnly; SameSite=Lax$/);
    // Under the other one's name it is worth nothing.
    const stolen = new Person(service, other.email);
    stolen.device = `${other.device.split('=')[0]}=${person.device.split('=')[1]}`;
    await stolen.signIn();
    expect(await mailTo(service, other.email, 'New sign-in to Fluxbatch')).toBeTruthy();
  });
});
