import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { startService, type Service } from '../support/service.js';

/** The dashboard and the command line know the service by these types alone. `WRITE=1 npm test -- test/web/openapi-types` renews them. */
const TYPES = new URL('../../openapi/types.d.ts', import.meta.url);
const HEAD = `/**
 * Generated from the OpenAPI document, do not change by hand:
 *   WRITE=1 npm test -- test/web/openapi-types
 */
`;

describe('the types of the API', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  it('are those of the OpenAPI document', async () => {
    const { body } = await service.client.call<OpenAPI3>('GET', '/api/openapi.json');
    const types = HEAD + astToString(await openapiTS(body, { alphabetize: true }));
    if (process.env.WRITE === '1') await writeFile(TYPES, types);
    expect(await readFile(TYPES, 'utf8')).toBe(types);
  });
});
