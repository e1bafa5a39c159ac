import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Below the ports that systems give to outgoing connections: a port that is shut for a while is still free afterwards. */
const LOWEST_PORT = 20_000;
const PORTS = 12_000;

/** Listens on a port that nobody else is given while it is closed. */
export async function listenOnLastingPort(server: Server): Promise<number> {
  for (;;) {
    const port = LOWEST_PORT + Math.floor(Math.random() * PORTS);
    try {
      await listen(server, port);
      return port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}

/**
 * A TCP port that stays the same while the server behind it comes back on another one. Shut, it refuses connections, as
 * the port of a dead server does.
 */
export class Door {
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => this.let(socket));
  private target = 0;

  private constructor(private ownPort = 0) {}

  static async build(): Promise<Door> {
    const door = new Door();
    door.ownPort = await listenOnLastingPort(door.server);
    await door.shut();
    return door;
  }

  get port(): number {
    return this.ownPort;
  }

  async leadTo(port: number): Promise<void> {
    this.target = port;
    if (!this.server.listening) await listen(this.server, this.ownPort);
  }

  async shut(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    this.cut();
    await once(this.server, 'close');
  }

  /** Breaks every connection; new ones are let in. */
  cut(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  private let(visitor: Socket): void {
    const inside = connect(this.target, '127.0.0.1');
    for (const [socket, other] of [
      [visitor, inside],
      [inside, visitor],
    ] as const) {
      this.sockets.add(socket);
      socket.setNoDelay();
      socket.on('error', () => {});
      socket.once('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}

async function listen(server: Server, port: number): Promise<void> {
  const listening = once(server, 'listening');
  server.listen(port, '127.0.0.1');
  await listening;
}

/** A port for a server that will come and go. */
export async function lastingPort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLastingPort(server);
  server.close();
  await once(server, 'close');
  return port;
}
