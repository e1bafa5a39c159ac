import { Stage } from './support/stage.js';

describe('API keys', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('are shown once, and rolled after a warning', async () => {
    const { visitor } = await stage.customer();
    const { page } = visitor;
    const works = async (key: string) => (await stage.service.client.call('GET', '/api/usage', { token: key })).status;
    await visitor.go('/keys');
    await visitor.sees('No keys yet');
    await visitor.click('New key');
    await visitor.types({ 'Name *': 'CMS' });
    await visitor.click('Create');
    const first = (await page.locator('[data-secret]').textContent()) ?? '';
    expect(first).toMatch(/^flx_live_[0-9a-f]{40}$/);
    expect(await works(first)).toBe(200);
    await visitor.expectAccessible();
    await visitor.click('Done');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(first);
    await page.reload();
    await visitor.sees('CMS');
    expect(await page.content()).not.toContain(first);

    await visitor.click('Roll: CMS');
    await visitor.sees(/stops working at this very moment/);
    await visitor.click('Roll the key now');
    const second = (await page.locator('[data-secret]').textContent()) ?? '';
    expect([await works(first), await works(second)]).toEqual([401, 200]);
    await visitor.click('Done');

    await visitor.click('Delete key: CMS');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete key' }).click();
    await visitor.sees('No keys yet');
    expect(await works(second)).toBe(401);
    await visitor.leave();
  });

  it('say that they are refused on a plan without the API', async () => {
    const { visitor } = await stage.customer('pro');
    await visitor.go('/keys');
    await visitor.sees('calling the API is part of the Agency plan');
    await visitor.leave();
  });
});
