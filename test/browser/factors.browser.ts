import { AuthenticatorApp } from '../support/authenticator-app.js';
import { PASSWORD } from '../support/person.js';
import { Stage } from './support/stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());
beforeEach(() => stage.service.flushRedis());

/** The session of the visitor has been there for longer than a confirmation holds. */
const aged = () =>
  stage.service.sql.pool.query(`UPDATE sessions SET created_at = now() - interval '16 minutes', confirmed_at = NULL`);

describe('two-factor sign-in', () => {
  it('is turned on with an app, asked for at the next sign-in, and helped out by a backup code', async () => {
    const { person, visitor } = await stage.customer();
    const { page } = visitor;
    visitor.expectedRefusals.push(400);
    await visitor.go('/account');
    await page.getByRole('region', { name: 'Two-factor sign-in' }).getByRole('button', { name: 'Turn on' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Current password', { exact: true }).fill('another password');
    await dialog.getByRole('button', { name: 'Turn on' }).click();
    await visitor.sees('expected your password');
    await dialog.getByLabel('Current password', { exact: true }).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Turn on' }).click();
    await visitor.sees('Set up your app');
    await visitor.expectAccessible();
    await visitor.click('Type it in by hand');
    const secret = (await page.getByRole('dialog').locator('pre').textContent()) ?? '';
    const app = new AuthenticatorApp(`otpauth://totp/x?algorithm=SHA1&digits=6&period=30&secret=${secret}`);
    await visitor.types({ 'Code of the app': app.wrong() });
    await page.getByRole('dialog').getByRole('button', { name: 'Turn on' }).click();
    await visitor.sees('This code is not the newest one');
    await visitor.types({ 'Code of the app': app.code() });
    await page.getByRole('dialog').getByRole('button', { name: 'Turn on' }).click();
    await visitor.sees('Your backup codes');
    await visitor.expectAccessible();
    const codes = ((await page.locator('[data-secret]').textContent()) ?? '').split('\n');
    expect(codes.length).toBe(10);
    await visitor.click('Done');
    await visitor.sees('It is on. Backup codes left: 10.');
    await visitor.leave();

    for (const code of [app.code(1), codes[0] ?? '']) {
      const again = await stage.visitor();
      again.expectedRefusals.push(400);
      await again.go('/sign-in');
      await again.types({ 'E-mail address': person.email, Password: PASSWORD });
      await again.page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await again.sees('One more step');
      await again.expectAccessible();
      await again.types({ Code: '000000x' });
      await again.page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await again.sees('This code is not the newest one');
      await again.types({ Code: code });
      await again.page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await again.sees('First steps');
      await again.leave();
    }
  });
});

describe('a confirmation', () => {
  it('is asked for where a change is made, above whatever is open, and the change goes on', async () => {
    const { visitor } = await stage.customer();
    visitor.expectedRefusals.push(400);
    const { page } = visitor;
    const dialog = page.getByRole('dialog', { name: 'Is it you?' });
    const confirm = async () => {
      await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await dialog.getByRole('button', { name: 'Confirm', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    // Within another dialog, whose form stays as it was.
    await visitor.go('/keys');
    await visitor.click('New key');
    await visitor.types({ 'Name *': 'CMS' });
    await aged();
    await visitor.click('Create');
    await dialog.waitFor();
    await visitor.expectAccessible();
    await dialog.getByLabel('Password', { exact: true }).fill('another password');
    await dialog.getByRole('button', { name: 'Confirm', exact: true }).click();
    await visitor.sees('That is not right');
    await confirm();
    const key = (await page.locator('[data-secret]').textContent()) ?? '';
    expect((await stage.service.client.call('GET', '/api/usage', { token: key })).status).toBe(200);
    await visitor.click('Done');
    // In a form of a page.
    await visitor.go('/account');
    await visitor.types({ 'Account name *': 'Renamed' });
    await aged();
    await page.getByRole('button', { name: 'Save' }).first().click();
    await dialog.waitFor();
    await confirm();
    await visitor.sees('Saved');
    // Of who does not want to, nothing is changed, and the page says why.
    await visitor.types({ 'Account name *': 'Renamed again' });
    await aged();
    await page.getByRole('button', { name: 'Save' }).first().click();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await visitor.sees('Confirm first that it is you');
    await visitor.leave();
  });
});
