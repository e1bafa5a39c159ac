import { AuthenticatorApp } from '../support/authenticator-app.js';
import { PASSWORD, type Person } from '../support/person.js';
import { Stage } from './support/stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());
beforeEach(() => stage.service.flushRedis());

async function turnOn(person: Person): Promise<void> {
  const enabled = await person.call<{ totpUri: string }>('POST', '/api/auth/two-factor/enable', { password: PASSWORD });
  const code = new AuthenticatorApp(enabled.body.totpUri).code();
  expect((await person.call('POST', '/api/auth/two-factor/verify', { code })).status).toBe(204);
}

describe('a second factor for everybody', () => {
  it('is required by an owner who has one, by keyboard too, and taken back', async () => {
    const { person, visitor } = await stage.customer('free');
    const { page } = visitor;
    const section = page.getByRole('region', { name: 'A second factor for everybody' });
    await visitor.go('/account');
    await section.getByText('Turn on two-factor sign-in or add a passkey for yourself first').waitFor();
    expect(await section.getByRole('button').count()).toBe(0);
    await turnOn(person);
    await visitor.go('/account');
    await section.getByRole('button', { name: 'Require it' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Require a second factor from everybody?' });
    await dialog.getByRole('button', { name: 'Cancel' }).and(page.locator(':focus')).waitFor();
    await visitor.expectAccessible();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await section.getByText('It is required.').waitFor();
    await visitor.sees('Second factor for everybody changed');
    expect(await person.account()).toMatchObject({ requireSecondFactor: true });
    await section.getByRole('button', { name: 'No longer require it' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'No longer require it' }).click();
    await section.getByText('It is not required.').waitFor();
    await visitor.leave();
  });

  it('leaves a member without one a page that asks to set one up, and lets them in then', async () => {
    const { person: owner, visitor: ownerVisitor } = await stage.customer('free');
    await ownerVisitor.leave();
    await owner.call('PATCH', '/api/account', { name: 'Dark Room Ltd' });
    const { person: member, visitor } = await stage.customer('free');
    await owner.call('POST', '/api/account/members', { email: member.email });
    await member.accept();
    await turnOn(owner);
    expect((await owner.call('PATCH', '/api/account', { requireSecondFactor: true })).status).toBe(200);

    const { page } = visitor;
    for (const path of ['/', '/keys', '/account', '/batches']) {
      await visitor.go(path);
      await visitor.sees('The owners of “Dark Room Ltd” require a second factor');
    }
    await visitor.expectAccessible();
    await page.getByRole('main').getByRole('button', { name: 'Ada' }).click();
    await visitor.sees('First steps');
    await page.getByRole('button', { name: 'Ada' }).click();
    await page.getByRole('menuitem', { name: 'Dark Room Ltd' }).click();
    await page.getByRole('region', { name: 'Two-factor sign-in' }).getByRole('button', { name: 'Turn on' }).click();
    await page.getByRole('dialog').getByLabel('Current password', { exact: true }).fill(PASSWORD);
    await page.getByRole('dialog').getByRole('button', { name: 'Turn on' }).click();
    await visitor.click('Type it in by hand');
    const secret = (await page.getByRole('dialog').locator('pre').textContent()) ?? '';
    const app = new AuthenticatorApp(`otpauth://totp/x?algorithm=SHA1&digits=6&period=30&secret=${secret}`);
    await visitor.types({ 'Code of the app': app.code() });
    await page.getByRole('dialog').getByRole('button', { name: 'Turn on' }).click();
    await visitor.sees('Your backup codes');
    // They go to where they keep secrets and come back: what was read is read again, and the codes must still be there.
    const readAgain = page.waitForResponse((response) => response.url().endsWith('/api/account'));
    await page.evaluate(`window.dispatchEvent(new Event('visibilitychange'))`);
    expect((await readAgain).status()).toBe(200);
    expect(await page.locator('[data-secret]').count()).toBe(1);
    await visitor.click('Done');
    await visitor.sees('First steps');
    await page.getByRole('button', { name: 'Dark Room Ltd' }).waitFor();
    await visitor.leave();
  });
});
