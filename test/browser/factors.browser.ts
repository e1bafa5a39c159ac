import type { Locator } from 'playwright-core';
import { AuthenticatorApp } from '../support/authenticator-app.js';
import { PASSWORD } from '../support/person.js';
import { Stage } from './support/stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());
beforeEach(() => stage.service.flushRedis());

/** Waits until an element has the focus and keeps it. */
async function focused(element: Locator): Promise<void> {
  const withFocus = element.and(element.page().locator(':focus'));
  await withFocus.waitFor();
  await element.page().waitForTimeout(200);
  expect(await withFocus.count()).toBe(1);
}

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
    await visitor.sees('You canceled. Nothing was changed.');
    expect(await page.getByRole('main').getByRole('alert').textContent()).toBe('You canceled. Nothing was changed.');
    await visitor.leave();
  });
});

describe('with the keyboard alone', () => {
  it('a confirmation is given and a new key is kept: the field has the focus, and a second Enter loses no key', async () => {
    const { visitor } = await stage.customer();
    const { page } = visitor;
    const { keyboard } = page;
    await visitor.go('/keys');
    await page.getByRole('button', { name: 'New key' }).first().focus();
    await keyboard.press('Enter');
    await focused(page.getByLabel('Name *', { exact: true }));
    await keyboard.type('CMS');
    await aged();
    await page.route('**/api/auth/factors', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue();
    });
    await keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Is it you?' });
    await dialog.waitFor();
    // Nothing is to be typed yet, and Enter cancels nothing.
    await page.waitForTimeout(300);
    await keyboard.press('Enter');
    await focused(dialog.getByLabel('Password', { exact: true }));
    await keyboard.type(PASSWORD);
    await keyboard.press('Enter');
    const secret = page.locator('[data-secret]');
    await secret.waitFor();
    const copy = page.getByRole('dialog', { name: 'Your new key' }).getByRole('button', { name: /^Cop/ });
    await focused(copy);
    const key = await secret.textContent();
    for (const pressed of ['Enter', 'Escape', 'Enter']) {
      await keyboard.press(pressed);
      await page.waitForTimeout(300);
      expect(await secret.textContent()).toBe(key);
    }
    await page.mouse.click(5, 5);
    expect(await secret.textContent()).toBe(key);
    await page.getByRole('button', { name: 'Done' }).focus();
    await keyboard.press('Enter');
    await secret.waitFor({ state: 'detached' });
    await visitor.leave();
  });
});
