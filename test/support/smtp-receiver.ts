import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { stoppable } from './leftovers.js';

/** As it came over the wire: who it is for by the envelope, and its lines. */
export interface ReceivedMail {
  to: string[];
  lines: string[];
}

/** A mail server as far as a mail needs one (RFC 5321), which keeps what it is given. */
export async function receiveMails() {
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
    void talk(socket, mails);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const close = stoppable(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `smtp://127.0.0.1:${port}`, mails, close };
}

async function talk(socket: Socket, mails: ReceivedMail[]): Promise<void> {
  const say = (line: string) => void socket.write(`${line}\r\n`);
  let mail: ReceivedMail = { to: [], lines: [] };
  let isText = false;
  say('220 test');
  for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) {
    if (isText && line !== '.') {
      mail.lines.push(line.replace(/^\./, ''));
      continue;
    }
    const [, address] = /^RCPT TO:<(.*?)>/i.exec(line) ?? [];
    if (isText) {
      mails.push(mail);
      [mail, isText] = [{ to: [], lines: [] }, false];
    } else if (address !== undefined) mail.to.push(address);
    isText = /^DATA/i.test(line);
    if (/^QUIT/i.test(line)) break;
    say(isText ? '354 go on' : '250 ok');
  }
  socket.end('221 bye\r\n');
}
