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

describe('the rights of API keys', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('are given what they may do and an end, and are marked when that is near or over', async () => {
    const { visitor } = await stage.customer();
    const { page } = visitor;
    await visitor.go('/keys');
    await visitor.click('New key');
    await visitor.types({ 'Name *': 'Report' });
    await page.getByRole('dialog').getByLabel('Read only').check();
    await page.getByRole('dialog').getByLabel('Expires').selectOption('in 30 days');
    await visitor.expectAccessible();
    await visitor.click('Create');
    const key = (await page.locator('[data-secret]').textContent()) ?? '';
    const call = (method: string) =>
      stage.service.client.call(method, '/api/batches', { token: key, body: method === 'GET' ? undefined : {} });
    expect([(await call('GET')).status, (await call('POST')).status]).toEqual([200, 403]);
    await visitor.click('Done');
    await page.reload();
    await visitor.sees(/expires in (29|30) days/);
    await visitor.sees(/from 127\.0\.0\.1/);
    const endsIn = async (interval: string) => {
      await stage.service.sql.pool.query(
        `UPDATE api_keys SET expires_at = now() + $1::interval WHERE name = 'Report'`,
        [interval],
      );
      await page.reload();
    };
    await endsIn('3 days 1 hour');
    await visitor.sees('expires in 3 days');
    await visitor.expectAccessible();
    await endsIn('-1 minute');
    await visitor.sees('expired');
    expect(await page.getByRole('button', { name: 'Roll: Report' }).count()).toBe(0);
    await visitor.leave();
  });
});
