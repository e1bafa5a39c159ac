import { startService, type Service } from '../support/service.js';

describe('a process without the API', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'worker', HEALTH_PORT: '0' } });
  });
  afterAll(() => service.close());

  const status = async (path: string, token?: string) => (await service.client.call('GET', path, { token })).status;

  it('answers for itself, and for nothing else', async () => {
    expect(await status('/health/live')).toBe(200);
    expect(await status('/health/ready')).toBe(200);
    expect(await status('/metrics')).toBe(401);
    expect(await status('/metrics', service.settings.metricsToken)).toBe(200);
    for (const path of ['/', '/api/usage', '/api/admin/audit', '/api/docs', '/api/openapi.json', '/health']) {
      expect([path, await status(path, service.settings.operators[0].token)]).toEqual([path, 404]);
    }
  });
});
