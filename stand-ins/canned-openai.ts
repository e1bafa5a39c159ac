import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is said of every picture. */
const DESCRIPTION = { altText: 'A hill with trees below an evening sky', name: 'hill-with-trees-evening-sky' };
const COMPLETION = JSON.stringify({
  id: 'chatcmpl-canned',
  object: 'chat.completion',
  created: 0,
  model: 'canned',
  choices: [
    {
      index: 0,
      finish_reason: 'stop',
      message: { role: 'assistant', content: JSON.stringify(DESCRIPTION), refusal: null },
    },
  ],
  usage: { prompt_tokens: 400, completion_tokens: 50, total_tokens: 450 },
});

/**
 * A provider that says the same of every picture, without a look at it. The stand-in checks and decodes what it is sent,
 * and would take processor time that a provider elsewhere does not take from the service.
 */
export async function startCannedOpenAi(latencyMs: number) {
  const server = createServer((request, response) => void answer(request, response, latencyMs));
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    environment: { OPENAI_API_KEY: 'canned', OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, OPENAI_MODEL: 'canned' },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, latencyMs: number): Promise<void> {
  for await (const _ of request); // the picture is read and forgotten
  await sleep(latencyMs);
  response.writeHead(200, { 'content-type': 'application/json' }).end(COMPLETION);
}
