import { atFreePort } from '../support/free-port.js';
import { AuthenticatorApp } from '../support/authenticator-app.js';
import { letPass } from '../support/passing-time.js';
import { mailTo, makePerson, PASSWORD, Person, someAddress, tokenIn } from '../support/person.js';
import { TestProvider, type ProviderPerson } from '../support/oidc-provider.js';
import { startService, type Service } from '../support/service.js';

describe('OpenID Connect', () => {
  let provider: TestProvider;
  let service: Service;

  beforeAll(async () => {
    provider = await TestProvider.start();
    const { issuer, clientId, clientSecret } = provider;
    const where = await atFreePort();
    await provider.serve(`${where.PUBLIC_URL}/api/auth/oidc/callback`);
    service = await startService({
      environment: {
        ROLE: 'api',
        ...where,
        OIDC_ISSUER: issuer,
        OIDC_CLIENT_ID: clientId,
        OIDC_CLIENT_SECRET: clientSecret,
        OIDC_NAME: 'Example ID',
      },
    });
  });
  beforeEach(async () => {
    await service.flushRedis();
    provider.misbehaves = {};
    provider.asked.length = 0;
  });
  afterAll(async () => {
    await service.close();
    await provider.stop();
  });

  const somebody = (more: Partial<ProviderPerson> = {}): ProviderPerson => {
    const email = someAddress();
    return { sub: `sub-${email}`, email, emailVerified: true, name: 'Ada', ...more };
  };
  const isIn = async (browser: Person) => (await browser.call('GET', '/api/account')).status === 200;
  const inDomain = () => {
    const domain = `${someAddress().split('@')[0]}.example`;
    return { domain, email: `ada@${domain}` };
  };
  const claim = (accountId: string, ssoDomain: string | null) =>
    service.client.admin<object>('PATCH', `/accounts/${accountId}`, { ssoDomain });

  /** The provider's way back to us. */
  async function wayBack(browser: Person, query = ''): Promise<string> {
    const start = await browser.call('GET', `/api/auth/oidc/start${query}`);
    expect(start.status).toBe(302);
    let url = start.headers.get('location') ?? '';
    const cookies = new Map<string, string>();
    while (url.startsWith(provider.issuer)) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
      for (const set of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = (set.split(';')[0] ?? '').split(/=(.*)/s);
        cookies.set(name, value);
      }
      url = new URL(answer.headers.get('location') ?? '', url).href;
    }
    return url;
  }
  const comeBack = async (browser: Person, url: string) => {
    const { pathname, search } = new URL(url, service.settings.publicUrl);
    const answer = await browser.call('GET', pathname + search);
    expect(answer.status).toBe(302);
    return answer.headers.get('location');
  };
  async function signIn(person: ProviderPerson, query = ''): Promise<{ browser: Person; landed: string | null }> {
    provider.current = person;
    const browser = new Person(service, person.email);
    const url = await wayBack(browser, query);
    return { browser, landed: url.startsWith('http') ? await comeBack(browser, url) : url };
  }

  it('signs in whoever’s address is proved, with code, PKCE, state and nonce, and leads back to the page that was asked for', async () => {
    const person = somebody();
    const { browser, landed } = await signIn(person, '?next=%2Fkeys');
    expect(landed).toBe('/keys');
    const { body } = await browser.call<{ person: object; role: string }>('GET', '/api/account');
    expect(body).toMatchObject({ role: 'owner', person: { name: 'Ada', email: person.email } });
    const asked = Object.fromEntries(provider.asked[0] ?? []);
    expect(asked).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid email profile',
    });
    for (const part of ['state', 'nonce', 'code_challenge']) expect(asked[part]?.length).toBeGreaterThan(30);
    expect((await browser.call('GET', '/api/auth/methods')).body).toMatchObject({ oidc: { name: 'Example ID' } });
    // No password was made.
    expect((await new Person(service, person.email).signIn()).status).toBe(401);
    const again = await signIn(person, '?next=%2F%2Fevil.example%2F');
    expect([again.landed, await isIn(again.browser)]).toEqual(['/', true]);
  });

  it('links with who is known by a proved address, and asks for their second factor', async () => {
    const known = await makePerson(service);
    const begun = await known.call<{ totpUri: string }>('POST', '/api/auth/two-factor/enable', { password: PASSWORD });
    const app = new AuthenticatorApp(begun.body.totpUri);
    await known.call('POST', '/api/auth/two-factor/verify', { code: app.code(-1) });
    const { browser, landed } = await signIn(somebody({ email: known.email }));
    expect([landed, await isIn(browser)]).toEqual(['/sign-in?code=true&next=%2F', false]);
    expect((await browser.call('POST', '/api/auth/sign-in/two-factor', { code: app.code() })).status).toBe(200);
    expect((await browser.account()).id).toBe((await known.account()).id);
  });

  it('takes the word of nobody whose address is not proved, or was another’s there', async () => {
    const known = await makePerson(service);
    const unproved = await signIn(somebody({ email: known.email, emailVerified: false }));
    expect([unproved.landed, await isIn(unproved.browser)]).toEqual(['/sign-in?oidc=unverified', false]);
    expect((await signIn(somebody({ email: known.email, sub: `first-${known.email}` }))).landed).toBe('/');
    const other = await signIn(somebody({ email: known.email, sub: `second-${known.email}` }));
    expect([other.landed, await isIn(other.browser)]).toEqual(['/sign-in?oidc=other_person', false]);
    // Who was linked stays who they are, whatever their address becomes there.
    const renamed = await signIn(somebody({ sub: `first-${known.email}` }));
    expect((await renamed.browser.account()).id).toBe((await known.account()).id);
  });

  it.each([
    ['another nonce', { nonce: 'another' }],
    ['another audience', { aud: 'another' }],
    ['another issuer', { iss: 'https://another.example' }],
    ['another key', { foreignKey: true }],
  ])('refuses a token with %s, on the sign-in page', async (_, misbehaviour) => {
    provider.misbehaves = misbehaviour;
    const { browser, landed } = await signIn(somebody());
    expect([landed, await isIn(browser)]).toEqual(['/sign-in?oidc=failed', false]);
  });

  it('refuses another state, another browser, a second time, and what is too late', async () => {
    provider.current = somebody();
    const browser = new Person(service, provider.current.email);
    const state = new URL(await wayBack(browser));
    state.searchParams.set('state', 'another');
    expect(await comeBack(browser, state.href)).toBe('/sign-in?oidc=failed');
    const url = await wayBack(browser);
    // A link that somebody was sent: they would be signed in as another.
    const victim = new Person(service, someAddress());
    expect([await comeBack(victim, url), await isIn(victim)]).toEqual(['/sign-in?oidc=late', false]);
    expect(await comeBack(browser, url)).toBe('/');
    expect(await comeBack(browser, url)).toBe('/sign-in?oidc=late');
    const inTime = await wayBack(browser);
    await letPass(service, 870);
    expect(await comeBack(browser, inTime)).toBe('/');
    const late = await wayBack(browser);
    await letPass(service, 901);
    expect(await comeBack(browser, late)).toBe('/sign-in?oidc=late');
    await wayBack(browser);
    expect(await comeBack(browser, '/api/auth/oidc/callback?error=access_denied')).toBe('/sign-in?oidc=canceled');
    expect(await comeBack(browser, '/api/auth/oidc/callback?%FF=%00x'.replace('%00', ''))).toBe('/sign-in?oidc=late');
  });

  it('waits for no provider longer than it has to', async () => {
    provider.current = somebody();
    const browser = new Person(service, provider.current.email);
    const url = await wayBack(browser);
    provider.misbehaves = { slowMs: 7_000 };
    const began = Date.now();
    expect(await comeBack(browser, url)).toBe('/sign-in?oidc=failed');
    expect(Date.now() - began).toBeLessThan(6_500);
  });

  it('asks the provider who it is once more, as a confirmation', async () => {
    await signIn(somebody(), '?again=true&next=%2Fkeys');
    expect(Object.fromEntries(provider.asked[0] ?? [])).toMatchObject({ prompt: 'login', max_age: '600' });
  });

  it('is the only way in for a domain that the operator gives an account, and for that account', async () => {
    const { domain, email } = inDomain();
    const insider = await makePerson(service, email);
    const stranger = await makePerson(service);
    const { id } = await stranger.account();
    await stranger.call('POST', '/api/auth/password-reset', { email });
    const token = tokenIn(await mailTo(service, email, 'Choose a new password for Fluxbatch'));
    // Naming a domain proves nothing: no owner has the call.
    expect((await stranger.call('PATCH', '/api/account', { ssoDomain: domain })).status).toBe(400);
    expect(await claim(id, domain.toUpperCase())).toMatchObject({ status: 200, body: { ssoDomain: domain } });
    expect((await claim((await service.client.account()).id, domain)).status).toBe(409);

    expect([await isIn(insider), await isIn(stranger)]).toEqual([false, false]);
    const refused = {
      status: 403,
      body: { requires: 'oidc', provider: 'Example ID', error: `Addresses of ${domain} sign in with Example ID` },
    };
    const newPassword = 'another horse battery';
    for (const [path, body] of [
      ['sign-in', { email, password: PASSWORD }],
      ['sign-up', { email: `new@${domain}` }],
      ['verification-mail', { email: `new@${domain}` }],
      ['password-reset', { email }],
      ['password', { token, newPassword }],
    ] as const) {
      expect([path, await new Person(service, email).call('POST', `/api/auth/${path}`, body)]).toMatchObject([
        path,
        refused,
      ]);
    }
    const { browser, landed } = await signIn(somebody({ email }));
    expect([landed, await isIn(browser)]).toEqual(['/', true]);
    expect(
      (await browser.call('POST', '/api/auth/change-password', { currentPassword: PASSWORD, newPassword })).status,
    ).toBe(403);
    // A session of another kind, as an older process begins it.
    await service.sql.pool.query(
      `UPDATE sessions SET proved_by = NULL FROM people p WHERE p.id = person_id AND p.email = $1`,
      [email],
    );
    expect(await isIn(browser)).toBe(false);
  });

  it('keeps an account that asks for it from sessions of another kind, and leaves them the way out', async () => {
    const owner = await makePerson(service);
    const member = await makePerson(service);
    const { id } = await owner.account();
    await owner.call('POST', '/api/account/members', { email: member.email, role: 'member' });
    await member.accept();
    await claim(id, inDomain().domain);
    await member.signIn();
    // Their own account takes them in.
    expect((await member.account()).id).not.toBe(id);
    expect(await member.call('POST', '/api/account/switch', { account: id })).toMatchObject({
      status: 403,
      body: { requires: 'oidc' },
    });
    await service.sql.pool.query(
      'UPDATE sessions SET account_id = $1 FROM people p WHERE p.id = person_id AND p.email = $2',
      [id, member.email],
    );
    for (const path of ['/api/account', '/api/keys', '/api/usage']) {
      expect(await member.call('GET', path)).toMatchObject({ status: 403, body: { requires: 'oidc' } });
    }
    expect((await member.call('POST', '/api/account/leave')).status).toBe(204);
    const { browser } = await signIn(somebody({ email: owner.email }));
    expect((await browser.account()).id).toBe(id);
    await claim(id, null);
    expect((await owner.signIn()).status).toBe(200);
  });
});

describe('without a provider', () => {
  it('there is no such way, and no domain can be bound to it', async () => {
    const service = await startService({ environment: { ROLE: 'api' } });
    const account = await service.client.account();
    const answer = await service.client.admin('PATCH', `/accounts/${account.id}`, { ssoDomain: 'example.com' });
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ path: 'ssoDomain' }] } });
    const browser = new Person(service, 'x@example.com');
    expect((await browser.call('GET', '/api/auth/methods')).body).toEqual({
      oidc: null,
      passkeys: { origin: new URL(service.settings.publicUrl).origin },
    });
    expect((await browser.call('GET', '/api/auth/oidc/start')).headers.get('location')).toBe('/sign-in?oidc=failed');
    await service.close();
  });
});
