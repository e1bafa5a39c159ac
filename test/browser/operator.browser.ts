import { Stage } from './support/stage.js';

describe('the operator’s view', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

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
    await visitor.expectAccessible();
    expect((await person.call<{ ia_topup_credits: number }>('GET', '/api/usage')).body.ia_topup_credits).toBe(100);
    expect((await person.account()).plan).toBe('starter');
    await page.reload();
    await page.getByLabel('Admin token').waitFor();
    await visitor.leave();
  });
});
