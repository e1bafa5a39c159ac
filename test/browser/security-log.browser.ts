import { makePerson, PASSWORD } from '../support/person.js';
import { Stage } from './support/stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

describe('the security log', () => {
  it('says who did what: a person, a key and the operator', async () => {
    const owner = await makePerson(stage.service);
    const made = await owner.call<{ key: string; masked: string }>('POST', '/api/keys', { name: 'CI' });
    const { service } = stage;
    const { id } = await owner.account();
    await service.client.admin('PATCH', `/accounts/${id}`, { plan: 'agency' });
    await service.client.call('POST', '/api/keys', { token: made.body.key, body: { name: 'by CI' } });
    const changed = { currentPassword: PASSWORD, newPassword: 'another horse battery' };
    expect((await owner.call('POST', '/api/auth/change-password', changed)).status).toBe(204);
    const visitor = await stage.visitor(owner);
    await visitor.go('/account');
    const log = visitor.page.getByRole('region', { name: 'Security log' });
    const ada = `Ada (${owner.email})`;
    for (const [act, who] of [
      ['Password changed with the current password', ada],
      ['API key created by CI', `API key “CI” (${made.body.masked})`],
      ['Plan changed agency', 'operator operator'],
      ['API key created CI', ada],
    ] as const) {
      await log.getByText(act).locator('..').getByText(who).first().waitFor();
    }
    await visitor.leave();
  });
});
