import { mailTo } from '../support/person.js';
import { Stage } from './support/stage.js';
import type { Visitor } from './support/visitor.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

/** Somebody with the operator's token, on the operator's page. */
async function enter(): Promise<Visitor> {
  const visitor = await stage.visitor();
  await visitor.go('/operator');
  await visitor.types({ 'Admin token': stage.service.settings.operators[0].token });
  await visitor.click('Open');
  await visitor.sees(/All \d+ invariants hold/);
  return visitor;
}

describe('the operator’s view', () => {
  it('opens with the token alone, shows the audit, changes a plan and grants credits; a reload forgets the token', async () => {
    const { person, visitor: customer } = await stage.customer('free');
    await customer.leave();
    const visitor = await stage.visitor();
    const { page } = visitor;
    await visitor.go('/operator');
    await visitor.types({ 'Admin token': 'not the token at all' });
    await visitor.click('Open');
    await visitor.sees('This token is not right');
    await visitor.types({ 'Admin token': stage.service.settings.operators[0].token });
    await visitor.click('Open');
    await visitor.sees(/All \d+ invariants hold/);
    await visitor.sees('No batch is open');
    await page.getByLabel('Search by name, address or id').fill(person.email);
    await visitor.click('Manage: Ada');
    await page.getByLabel('Plan', { exact: true }).selectOption('starter');
    await visitor.click('Change plan');
    await visitor.sees('Changed.');
    await visitor.click('Grant AI top-up');
    await visitor.sees('Granted.');
    await page.getByLabel('Amount').fill('-7');
    await page.getByLabel('Reason').fill('booked twice');
    await visitor.click('Adjust');
    await visitor.sees('Adjusted.');
    await visitor.sees('taken by the operator');
    await visitor.expectAccessible();
    expect((await person.call<{ ia_topup_credits: number }>('GET', '/api/usage')).body.ia_topup_credits).toBe(100);
    expect((await person.account()).plan).toBe('starter');
    expect((await person.call<object>('GET', '/api/usage')).body).toMatchObject({ compressor_adjusted: -7 });
    await page.reload();
    await page.getByLabel('Admin token').waitFor();
    await visitor.leave();
  });
});

describe('access to an account', () => {
  it('asks before an account is suspended, by keyboard too, and not before it is resumed', async () => {
    const { person, visitor: customer } = await stage.customer('free');
    await customer.leave();
    const visitor = await enter();
    const { page } = visitor;
    await page.getByLabel('Search by name, address or id').fill(person.email);
    await visitor.click('Manage: Ada');
    const suspended = async () => (await person.call<{ suspended: boolean }>('GET', '/api/account')).body.suspended;
    const managed = page.getByRole('dialog', { name: 'Manage' });
    const dialog = page.getByRole('dialog', { name: 'Suspend “Ada”?' });
    const suspend = managed.getByRole('button', { name: 'Suspend' });
    await suspend.focus();
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Cancel' }).and(page.locator(':focus')).waitFor();
    await visitor.expectAccessible();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect([await suspended(), await managed.count()]).toEqual([false, 1]);
    await suspend.focus();
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Cancel' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await visitor.sees('Suspended. No batch was open.');
    expect(await suspended()).toBe(true);
    await managed.getByRole('button', { name: 'Resume' }).click();
    await suspend.waitFor();
    expect(await suspended()).toBe(false);
    await visitor.leave();
  });

  it('says why a domain cannot be set where there is no provider', async () => {
    const { person, visitor: customer } = await stage.customer('free');
    await customer.leave();
    const visitor = await enter();
    visitor.expectedRefusals.push(400);
    await visitor.page.getByLabel('Search by name, address or id').fill(person.email);
    await visitor.click('Manage: Ada');
    await visitor.types({ 'Single sign-on domain': 'example.com' });
    await visitor.click('Save domain');
    await visitor.click('Make it the only way in');
    await visitor.sees('ssoDomain: expected OIDC_ISSUER to be set');
    await visitor.leave();
  });

  it('resets the sign-in of a person, after asking', async () => {
    const { person, visitor: customer } = await stage.customer('free');
    await customer.leave();
    const visitor = await enter();
    const { page } = visitor;
    await visitor.types({ 'E-mail address of the person': 'nobody@example.com' });
    await visitor.click('Reset sign-in');
    await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
    await visitor.sees('Nobody has signed up with this address');
    await visitor.expectAccessible();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await visitor.types({ 'E-mail address of the person': person.email });
    await page.keyboard.press('Enter');
    await visitor.sees(`Reset the sign-in of ${person.email}?`);
    expect((await person.call('GET', '/api/account')).status).toBe(200);
    await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
    await visitor.sees(`Done. ${person.email} gets a mail`);
    expect(await mailTo(stage.service, person.email, 'Your sign-in to Fluxbatch was reset')).toContain(
      '/reset-password',
    );
    expect((await person.call('GET', '/api/account')).status).toBe(401);
    await visitor.leave();
  });
});
