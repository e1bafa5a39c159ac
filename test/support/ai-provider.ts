import { startOpenAiStandIn } from '../../src/dev/openai-stand-in/server.js';
import type { Environment } from '../../src/config/environment.js';
import { makeBucket } from './bucket.js';
import { startService } from './service.js';

export interface SeenByProvider {
  count: number;
  overLimit: number;
  mostInASecond: number;
  files: number;
  batches: number;
  requests: unknown[];
}

/** A provider of a suite's own, so that what it is told to do hits nobody else. */
export async function startProvider() {
  const server = await startOpenAiStandIn();
  const url = `http://127.0.0.1:${server.port}`;
  const post = async (path: string, body: object) => {
    const response = await fetch(`${url}/stand-in/${path}`, { method: 'POST', body: JSON.stringify(body) });
    expect(response.status).toBe(200);
  };
  const environment: Environment = {
    OPENAI_API_KEY: 'test',
    OPENAI_BASE_URL: `${url}/v1`,
    OPENAI_MODEL: 'stand-in',
    OPENAI_INPUT_PRICE: '1',
    OPENAI_OUTPUT_PRICE: '2',
  };
  return {
    environment,
    stop: () => server.stop(),
    /** Orders what goes wrong with the next completions; nothing, for no more of that. */
    order: (fault: object) => post('faults', fault),
    conditions: (conditions: object) => post('conditions', conditions),
    async seen(): Promise<SeenByProvider> {
      return (await (await fetch(`${url}/stand-in/requests`)).json()) as SeenByProvider;
    },
  };
}
export type Provider = Awaited<ReturnType<typeof startProvider>>;

/** A service with a provider of its own, an account and its bucket. */
export async function startDescribing(environment: Environment = {}) {
  const provider = await startProvider();
  const service = await startService({ environment: { ...provider.environment, ...environment } });
  const account = await service.client.account();
  return {
    provider,
    service,
    account,
    bucket: await makeBucket(account),
    async close() {
      await service.close();
      await provider.stop();
    },
  };
}
export type Describing = Awaited<ReturnType<typeof startDescribing>>;
