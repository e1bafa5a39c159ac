import type { CDPSession, Page } from 'playwright-core';
import { AuthenticatorApp } from '../support/authenticator-app.js';
import { atFreePort } from '../support/free-port.js';
import { mailTo, makePerson, PASSWORD, Person } from '../support/person.js';
import { Stage } from './support/stage.js';
import type { Visitor } from './support/visitor.js';

const DEVICE = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open({ environment: await atFreePort() });
});
afterAll(() => stage.close());
beforeEach(() => stage.service.flushRedis());

/** The session of the visitor has been there for longer than a confirmation holds. */
const aged = () =>
  stage.service.sql.pool.query(`UPDATE sessions SET created_at = now() - interval '16 minutes', confirmed_at = NULL`);

/** Chromium's own device with a fingerprint reader, as far as pages can tell. */
async function device(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: DEVICE });
  return { cdp, authenticatorId };
}

async function addPasskey(visitor: Visitor, name: string): Promise<void> {
  await visitor.go('/account');
  await visitor.types({ 'Name of the new passkey': name });
  await visitor.click('Add a passkey');
  await visitor.sees('The passkey was added');
}

/** What the page sends and is answered, by the browser itself: its device answers the challenge. */
const fetched = (page: Page, path: string, body?: object) =>
  page.evaluate(
    async ([to, sent]) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(to, { method: 'POST', headers, body: JSON.stringify(sent ?? {}) });
      const text = await response.text();
      return { status: response.status, body: text ? (JSON.parse(text) as Record<string, unknown>) : {} };
    },
    [path, body] as const,
  );

/** The status of what the device of a page answers, with what the page changes of the question. As text: it runs in the browser. */
const answeredBy = (page: Page, path: string, changed: object = {}) =>
  page.evaluate<number>(`(async () => {
    const headers = { 'content-type': 'application/json' };
    const post = (path, body) => fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    const { options } = await (await post('${path}/options', {})).json();
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({ ...options, ...${JSON.stringify(changed)} });
    const credential = await navigator.credentials.get({ publicKey });
    return (await post('${path}', { response: credential.toJSON() })).status;
  })()`);

describe('a passkey', () => {
  it('is added under a name, signs in without a password or code, confirms, and is deleted', async () => {
    const { person, visitor } = await stage.customer();
    const { page } = visitor;
    visitor.expectedRefusals.push(400);
    const begun = await person.call<{ totpUri: string }>('POST', '/api/auth/two-factor/enable', { password: PASSWORD });
    const app = new AuthenticatorApp(begun.body.totpUri);
    await person.call('POST', '/api/auth/two-factor/verify', { code: app.code() });
    await device(page);
    await addPasskey(visitor, 'My laptop');
    await visitor.sees('My laptop');
    await visitor.sees('not used yet');
    await visitor.expectAccessible();
    expect(await mailTo(stage.service, person.email, 'New passkey for Fluxbatch')).toContain('My laptop');

    await page.context().clearCookies();
    await visitor.go('/sign-in');
    await visitor.click('Sign in with a passkey');
    await visitor.sees('First steps');

    await visitor.go('/account');
    await visitor.types({ 'Account name *': 'Renamed' });
    await aged();
    await page.getByRole('button', { name: 'Save' }).first().click();
    await visitor.click('Confirm with a passkey');
    await visitor.sees('Saved');

    await visitor.click('Delete: My laptop');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('My laptop').first().waitFor({ state: 'detached' });
    await page.context().clearCookies();
    await visitor.go('/sign-in');
    await visitor.click('Sign in with a passkey');
    await visitor.sees('Some of it is not right yet');
    await visitor.leave();
  });
});

describe('an account that demands a second factor', () => {
  it('takes a passkey for it, also from somebody who came with a password', async () => {
    const { person, visitor, accountId } = await stage.customer();
    const { page } = visitor;
    await device(page);
    await addPasskey(visitor, 'My laptop');
    await stage.service.sql.pool.query('UPDATE accounts SET requires_second_factor = true WHERE id = $1', [accountId]);
    await visitor.go('/batches');
    await visitor.sees('Set up a second factor');
    await visitor.sees('You have a passkey already');
    await visitor.expectAccessible();
    await visitor.click('Sign in with a passkey');
    await visitor.sees('No batches yet');
    // The session of the password is as it was.
    expect((await person.call('GET', '/api/account')).status).toBe(403);
    await visitor.leave();
  });
});

describe('what a device answers', () => {
  it('counts once, in its time, in its time, for the browser and the person that asked', async () => {
    const { visitor } = await stage.customer();
    const { page } = visitor;
    await device(page);
    await addPasskey(visitor, 'My laptop');
    const taken: object[] = [];
    // What the page sends is kept from the service, to be sent by us.
    await page.route('**/api/auth/passkeys/sign-in', async (route) => {
      taken.push(route.request().postDataJSON() as object);
      await route.abort();
    });
    const answerOf = async () => {
      await page.context().clearCookies();
      await visitor.go('/sign-in');
      await visitor.click('Sign in with a passkey');
      while (taken.length === 0) await page.waitForTimeout(50);
      return taken.shift() as object;
    };
    visitor.expectsNetworkErrors = true;
    const first = await answerOf();
    await page.unroute('**/api/auth/passkeys/sign-in');
    const path = '/api/auth/passkeys/sign-in';
    const other = await stage.visitor();
    await other.go('/sign-in');
    // Another browser has not asked.
    await fetched(other.page, '/api/auth/passkeys/sign-in/options');
    expect((await fetched(other.page, path, first)).status).toBe(400);
    expect((await fetched(page, path, first)).status).toBe(200);
    expect((await fetched(page, path, first)).status).toBe(400);
    await fetched(page, '/api/auth/passkeys/sign-in/options');
    expect((await fetched(page, path, first)).status).toBe(400);
    await other.page.context().close();
    await page.context().close();
  });

  it('is refused when the device did not check who uses it', async () => {
    const { visitor } = await stage.customer();
    const { page } = visitor;
    const { cdp, authenticatorId } = await device(page);
    await addPasskey(visitor, 'My laptop');
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await page.context().clearCookies();
    await visitor.go('/sign-in');
    await visitor.click('Sign in with a passkey');
    await visitor.sees('No passkey was used');
    // A page that leaves out the question gets an answer of the device, and none of ours.
    const answered = await answeredBy(page, '/api/auth/passkeys/sign-in', { userVerification: 'discouraged' });
    expect(answered).toBe(400);
    await page.context().close();
  });

  it('proves its own person: nobody lists, uses or deletes another’s passkeys', async () => {
    const { person, visitor } = await stage.customer();
    await device(visitor.page);
    await addPasskey(visitor, 'My laptop');
    const own = await person.call<{ data: { id: string }[] }>('GET', '/api/auth/passkeys');
    const stranger: Person = await makePerson(stage.service);
    expect((await stranger.call<{ data: object[] }>('GET', '/api/auth/passkeys')).body.data).toEqual([]);
    expect((await stranger.call('DELETE', `/api/auth/passkeys/${own.body.data[0]?.id}`)).status).toBe(404);
    // Signed in as somebody else, the device confirms nothing.
    const { name, value } = { name: stranger.cookie.split('=')[0] ?? '', value: stranger.cookie.split('=')[1] ?? '' };
    await visitor.page.context().addCookies([{ name, value, url: stage.service.settings.publicUrl }]);
    const answered = await answeredBy(visitor.page, '/api/auth/passkeys/confirm');
    expect(answered).toBe(400);
    await visitor.page.context().close();
  });
});
