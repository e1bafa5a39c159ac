import { startService, type Service } from '../support/service.js';

describe('an account whose row is locked for too long', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api', DATABASE_LOCK_SECONDS: '1' } });
  });
  afterAll(() => service.close());

  it('is answered 503 busy with a time to come back, and later as ever', async () => {
    const { id } = await service.client.account();
    const holder = await service.sql.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM credit_balances WHERE account_id = $1 FOR UPDATE', [id]);
    const topup = { credits: 5, reference: 'pay-1' };
    const late = await service.client.admin('POST', `/accounts/${id}/topups`, topup);
    await holder.query('ROLLBACK');
    holder.release();
    expect(late).toMatchObject({ status: 503, body: { code: 'busy' } });
    expect(late.headers.get('retry-after')).toBe('2');
    expect((await service.client.admin('POST', `/accounts/${id}/topups`, topup)).body).toMatchObject({ moved: true });
  });
});
