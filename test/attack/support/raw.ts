import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

export interface RawAnswer {
  status: number;
  text: string;
  ms: number;
}

/** A connection that says what it likes, as no HTTP client would. */
export class RawConnection {
  private received = '';
  private constructor(private readonly socket: Socket) {
    socket.on('data', (bytes: Buffer) => (this.received += bytes.toString('latin1')));
    socket.on('error', () => {});
  }

  static async open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  /** Does not wait for the other side to take it. */
  send(bytes: string | Buffer): void {
    if (this.socket.writable) this.socket.write(bytes);
  }

  head(method: string, path: string, headers: Record<string, string>): void {
    const lines = Object.entries({ host: 'attacked', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.send(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  }

  get isClosed(): boolean {
    return this.socket.destroyed || this.socket.readableEnded;
  }

  /** The status it was answered by now, or null. */
  get status(): number | null {
    const status = /^HTTP\/1\.1 (\d{3})/.exec(this.received)?.[1];
    return status ? Number(status) : null;
  }

  get text(): string {
    return this.received;
  }

  /** Hangs up as a process does that is killed: the other side hears of it at once. */
  reset(): void {
    this.socket.resetAndDestroy();
  }

  drop(): void {
    this.socket.destroy();
  }
}

/** Sends a whole body as fast as it is taken; an answer that comes before its end counts. */
export async function sendBody(
  url: string,
  path: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<RawAnswer> {
  const began = performance.now();
  const connection = await RawConnection.open(url);
  connection.head('POST', path, {
    'content-type': 'application/json',
    'content-length': String(body.length),
    connection: 'close',
    ...headers,
  });
  connection.send(body);
  while (!connection.isClosed && performance.now() - began < 60_000) await new Promise((wake) => setTimeout(wake, 10));
  connection.drop();
  return { status: connection.status ?? 0, text: connection.text, ms: performance.now() - began };
}
