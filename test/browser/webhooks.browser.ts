import { until } from '../support/until.js';
import { startReceiver } from '../support/webhook-receiver.js';
import { Stage } from './support/stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

describe('webhooks', () => {
  it('are added with a secret that is shown once, tested, sent again and rotated', async () => {
    const receiver = await startReceiver();
    const { visitor } = await stage.customer();
    const { page } = visitor;
    await visitor.go('/webhooks');
    await visitor.click('Add endpoint');
    await visitor.types({ 'Address *': receiver.url, Description: 'CMS' });
    // The plan was just given: news of the usage may be under way.
    await page.getByLabel('Only these').check();
    await page.getByLabel('usage.updated').uncheck();
    await page.getByRole('dialog').getByRole('button', { name: 'Add endpoint' }).click();
    const secret = (await page.locator('[data-secret]').textContent()) ?? '';
    expect(secret).toMatch(/^whsec_/);
    await visitor.click('Done');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(secret);

    await page.getByRole('link', { name: receiver.url }).click();
    await visitor.click('Send test');
    // The filter above the log says "delivered", too, so the word alone would prove nothing.
    const [message] = await until(
      () => receiver.verified<{ type: string }>(secret),
      ({ length }) => length > 0,
    );
    expect(message?.type).toBe('webhook.test');
    await visitor.click('Details');
    await page.getByText('204', { exact: true }).waitFor();
    await visitor.click('Send again');
    await visitor.sees('2 attempts');
    expect(new Set(receiver.ids()).size).toBe(1);
    await visitor.expectAccessible();

    await visitor.click('Actions');
    await page.getByRole('menuitem', { name: 'Rotate secret' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate secret' }).click();
    await page.locator('[data-secret]').waitFor();
    await visitor.click('Done');
    await visitor.sees(/Signed with the previous secret too/);
    await visitor.click('Pause');
    await visitor.sees('paused');
    await visitor.leave();
    await receiver.close();
  });
});

describe('webhooks that fail', () => {
  it('with 410 are told of on every page, and switched on again', async () => {
    let status = 410;
    const receiver = await startReceiver(() => status);
    const { visitor, person } = await stage.customer();
    const made = await person.call<{ id: string }>('POST', '/api/webhooks', { url: receiver.url });
    await person.call('POST', `/api/webhooks/${made.body.id}/test`);
    const { page } = visitor;
    await visitor.go('/');
    await page.getByText('A webhook endpoint is disabled after failing.').waitFor({ timeout: 60_000 });
    await page.getByRole('link', { name: 'Look at webhooks' }).click();
    await visitor.sees(/was disabled: it answered 410 Gone/);
    await visitor.expectAccessible();
    status = 204;
    await visitor.click('Switch on again');
    await visitor.sees('The endpoint is active again');
    await page.getByRole('link', { name: receiver.url }).click();
    await visitor.click('Actions');
    await page.getByRole('menuitem', { name: 'Replay' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Replay' }).click();
    await visitor.sees(/on the way/);
    await visitor.leave();
    await receiver.close();
  });
});
