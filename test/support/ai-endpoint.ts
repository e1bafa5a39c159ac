import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Asking } from '../../src/ai/describe-image.js';
import type { DescribeRequest, Tokens } from '../../src/ai/description.js';
import type { OpenAiSettings } from '../../src/config/settings.js';

export interface SentRequest {
  authorization: string | undefined;
  path: string | undefined;
  body: {
    model: string;
    messages: [{ content: string }, { content: [{ text: string }, { image_url: { url: string; detail: string } }] }];
    response_format: {
      type: string;
      json_schema: { strict: boolean; schema: { properties: object; required: string[] } };
    };
  };
}

export type Reply = (response: ServerResponse) => void;

/** Stands in for the endpoint: gives the replies in order and keeps what it was sent. */
export class Endpoint {
  readonly sent: SentRequest[] = [];
  replies: Reply[] = [];
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as SentRequest['body'];
      this.sent.push({ authorization: request.headers.authorization, path: request.url, body });
      this.replies.shift()?.(response);
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get settings(): OpenAiSettings {
    const { port } = this.server.address() as AddressInfo;
    return { apiKey: 'sk-test', baseUrl: `http://127.0.0.1:${port}/v1`, model: 'gpt-test' };
  }
}

export const json =
  (status: number, body: unknown): Reply =>
  (response) =>
    // The SDK's pause before a retry is cut to one millisecond.
    void response
      .writeHead(status, { 'content-type': 'application/json', 'retry-after-ms': '1' })
      .end(JSON.stringify(body));

export const message = (fields: object, finish_reason = 'stop') =>
  json(200, { choices: [{ index: 0, finish_reason, message: { role: 'assistant', ...fields } }] });

export const answer = (content: unknown) => message({ content: JSON.stringify(content), refusal: null });

export const GOOD = { altText: 'A red bicycle leans on a stone wall.', name: 'red-bicycle-stone-wall' };

export const request: DescribeRequest = {
  preview: { bytes: Buffer.from('jpeg bytes'), contentType: 'image/jpeg' },
  wanted: { altText: true, seoRename: true },
  language: 'pt-BR',
  context: 'outdoor shop',
  fileName: 'DSC_0042.jpg',
  caption: null,
};

/** Nobody else asks: turns come at once, and a break is sat out. */
export const alone = () => {
  const spent: Tokens[] = [];
  const asking: Asking = {
    pace: {
      turn: async () => {},
      rest: (ms) => sleep(ms),
      close: async () => {},
      failed: async () => false,
      succeeded: async () => {},
    },
    signal: new AbortController().signal,
    askedBefore: 0,
    spent: (tokens) => void spent.push(tokens),
  };
  return Object.assign(asking, { tokens: spent });
};
