import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 250;

/**
 * A balancer as plain as they come: takes turns between the processes that say they are ready, keeps connections to them
 * open, and never sends a request a second time. What a process drops is an error of its client.
 */
export class Balancer {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly server = createServer((incoming, answer) => this.pass(incoming, answer));
  private ready: number[] = [];
  private turn = 0;
  private closed = false;
  /** What went wrong, in words. */
  readonly failures: string[] = [];

  private constructor(private readonly ports: number[]) {}

  static async before(ports: number[]): Promise<Balancer> {
    const balancer = new Balancer(ports);
    await balancer.look();
    void balancer.keepLooking();
    balancer.server.listen(0, '127.0.0.1');
    await once(balancer.server, 'listening');
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.agent.destroy();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private pass(incoming: IncomingMessage, answer: ServerResponse): void {
    const port = this.ready[this.turn++ % this.ready.length];
    if (port === undefined) return this.fail(answer, 'no process was ready');
    const { method, url: path, headers } = incoming;
    const passed = request({ host: '127.0.0.1', port, method, path, headers, agent: this.agent }, (response) => {
      // Of this connection, not of the client's.
      const { connection: _, ...kept } = response.headers;
      answer.writeHead(response.statusCode ?? 502, kept);
      response.pipe(answer);
      response.once('error', (error) => this.fail(answer, `${method} ${path} was cut off: ${error.message}`));
    });
    passed.once('error', (error) => this.fail(answer, `${method} ${path} to ${port}: ${error.message}`));
    incoming.pipe(passed);
  }

  private fail(answer: ServerResponse, what: string): void {
    this.failures.push(what);
    if (answer.headersSent) answer.destroy();
    else answer.writeHead(502).end();
  }

  private async keepLooking(): Promise<void> {
    while (!this.closed) {
      await sleep(LOOK_EVERY_MS);
      await this.look();
    }
  }

  private async look(): Promise<void> {
    const states = await Promise.all(this.ports.map(async (port) => ((await isReady(port)) ? [port] : [])));
    this.ready = states.flat();
  }
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health/ready`).then(
    async (response) => (await response.arrayBuffer(), response.ok),
    () => false,
  );
}
