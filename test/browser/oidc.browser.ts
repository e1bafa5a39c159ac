import { atFreePort } from '../support/free-port.js';
import { TestProvider } from '../support/oidc-provider.js';
import { makePerson, PASSWORD, someAddress } from '../support/person.js';
import { Stage } from './support/stage.js';

let provider: TestProvider;
let stage: Stage;
beforeAll(async () => {
  provider = await TestProvider.start();
  const where = await atFreePort();
  await provider.serve(`${where.PUBLIC_URL}/api/auth/oidc/callback`);
  const { issuer, clientId, clientSecret } = provider;
  const oidc = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret };
  stage = await Stage.open({ environment: { ...where, ...oidc, OIDC_NAME: 'Example ID' } });
});
afterAll(async () => {
  await stage.close();
  await provider.stop();
});

describe('sign-in with a provider', () => {
  it('is a button away, confirms as well, and says in words why it did not work', async () => {
    provider.current = { sub: 'ada', email: someAddress(), emailVerified: false, name: 'Ada' };
    const visitor = await stage.visitor();
    const { page } = visitor;
    await visitor.go('/sign-in?next=%2Faccount');
    await visitor.expectAccessible();
    await page.getByRole('link', { name: 'Sign in with Example ID' }).click();
    await visitor.sees('Your address is not confirmed there');
    await visitor.expectAccessible();
    provider.current.emailVerified = true;
    await visitor.go('/sign-in?next=%2Faccount');
    await page.getByRole('link', { name: 'Sign in with Example ID' }).click();
    await visitor.sees('Where you are signed in');

    await stage.service.sql.pool.query(`UPDATE sessions SET created_at = now() - interval '16 minutes'`);
    await visitor.types({ 'Account name *': 'Renamed' });
    await page.getByRole('button', { name: 'Save' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Is it you?' });
    expect(await dialog.getByLabel('Password', { exact: true }).count()).toBe(0);
    await dialog.getByRole('link', { name: 'Confirm with Example ID' }).click();
    await dialog.waitFor({ state: 'detached' });
    await visitor.sees('Where you are signed in');
    await visitor.types({ 'Account name *': 'Renamed' });
    await page.getByRole('button', { name: 'Save' }).first().click();
    await visitor.sees('Saved');
    await visitor.leave();
  });

  it('is what people of its domain are told of', async () => {
    const domain = `${someAddress().split('@')[0]}.example`;
    const person = await makePerson(stage.service, `ada@${domain}`);
    const visitor = await stage.visitor();
    await visitor.go('/operator');
    await visitor.types({ 'Admin token': stage.service.settings.operators[0].token });
    await visitor.click('Open');
    await visitor.page.getByLabel('Search by name, address or id').fill(person.email);
    await visitor.click('Manage: Ada');
    await visitor.types({ 'Single sign-on domain': domain });
    await visitor.click('Save domain');
    await visitor.sees(`Make single sign-on the only way in for ${domain}?`);
    await visitor.expectAccessible();
    await visitor.click('Make it the only way in');
    await visitor.sees('Changed.');
    // The session with the password has ended.
    expect((await person.call('GET', '/api/account')).status).toBe(401);
    await visitor.go('/sign-in');
    await visitor.types({ 'E-mail address': person.email, Password: PASSWORD });
    await visitor.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await visitor.sees(`Addresses of ${domain} sign in with Example ID`);
    await visitor.leave();
  });
});
