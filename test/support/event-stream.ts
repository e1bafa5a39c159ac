import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { AccountClient, Client } from './client.js';
import { until } from './until.js';

export interface StreamEvent<T = Record<string, unknown>> {
  type: string;
  id: string;
  data: T;
}

/** Opens a batch's events as a program would, over a connection of its own; reads nothing until told to. */
export async function openStream(
  client: Pick<Client, 'url'>,
  caller: Pick<AccountClient, 'key'> | { cookie: string },
  batchId: string,
  lastEventId?: string,
) {
  const url = `${client.url}/api/batches/${batchId}/events`;
  const proof = 'cookie' in caller ? { cookie: caller.cookie } : { authorization: `Bearer ${caller.key}` };
  const headers = { ...proof, ...(lastEventId && { 'last-event-id': lastEventId }) };
  const call = request(url, { headers, agent: false });
  call.end();
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  let text = '';
  let ended = false;
  response.on('close', () => (ended = true));
  response.on('error', () => {});
  const events = (): StreamEvent[] =>
    text
      .split('\n\n')
      .slice(0, -1)
      .flatMap((block) => {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        const [type, id, data] = [field('event'), field('id'), field('data')];
        return type && id && data ? [{ type, id, data: JSON.parse(data) as Record<string, unknown> }] : [];
      });
  return {
    status: response.statusCode,
    headers: response.headers,
    read() {
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      return this;
    },
    get ended() {
      return ended;
    },
    get text() {
      return text;
    },
    events,
    /** Waits until the service has closed the stream, and answers all it said. */
    async all(seconds = 60): Promise<StreamEvent[]> {
      await until(
        () => ended,
        (done) => done,
        seconds,
      );
      return events();
    },
    drop: () => response.destroy(),
  };
}
export type OpenStream = Awaited<ReturnType<typeof openStream>>;
