import { startService, type Service } from '../support/service.js';

describe('references of top-ups', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
  });
  afterAll(() => service.close());

  it('a reference that is used again with another amount is a conflict, and with the same one it is not', async () => {
    const { id } = await service.client.account();
    const post = (path: string, body: object) => service.client.admin('POST', `/accounts/${id}/${path}`, body);
    await post('topups', { credits: 50, reference: 'pay-1' });
    expect(await post('topups', { credits: 50, reference: 'pay-1' })).toMatchObject({
      status: 201,
      body: { moved: false },
    });
    const conflict = { status: 409, body: { code: 'invalid_state', credits: 50 } };
    expect(await post('topups', { credits: 60, reference: 'pay-1' })).toMatchObject(conflict);
    const reversal = { reference: 'refund-1', topup: 'pay-1' };
    expect((await post('topup-reversals', { ...reversal, credits: 20 })).body).toMatchObject({
      moved: true,
      credits: 20,
    });
    expect((await post('topup-reversals', { ...reversal, credits: 20 })).status).toBe(201);
    expect((await post('topup-reversals', { ...reversal, credits: 10 })).status).toBe(409);
    await service.client.expectSoundBooks();
  });
});
