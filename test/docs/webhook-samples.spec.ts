import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${ROOT}docs/webhooks.md`, 'utf8');
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = '{"type":"batch.completed","timestamp":"2026-11-22T10:01:24.100Z","data":{"id":"bat_1"}}';

interface Language {
  name: string;
  isHere: boolean;
  /** What to start, from the sample's text and a folder to build it in. */
  command: (sample: string, folder: string) => [file: string, args: string[]];
}

const LANGUAGES: Language[] = [
  {
    name: 'ts',
    isHere: true,
    command: (sample) => {
      const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
      const script = ts.transpileModule(sample, { compilerOptions: options }).outputText;
      return [process.execPath, ['--input-type=module', '--eval', script]];
    },
  },
  {
    name: 'python',
    isHere: runs('python3', '-c', 'import sys; assert sys.version_info >= (3, 9)'),
    command: (sample) => ['python3', ['-c', sample]],
  },
  {
    name: 'go',
    isHere: runs('go', 'version'),
    command: (sample, folder) => {
      writeFileSync(join(folder, 'main.go'), sample);
      const environment = { ...process.env, GOCACHE: join(folder, 'cache'), GOPROXY: 'off' };
      const built = spawnSync('go', ['build', '-o', 'receiver', 'main.go'], { cwd: folder, env: environment });
      if (built.status !== 0) throw new Error(String(built.stderr));
      return [join(folder, 'receiver'), []];
    },
  },
];

describe.each(LANGUAGES)('the $name sample of docs/webhooks.md', ({ name, isHere, command }) => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxbatch-sample-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  // A language that is not on this machine cannot be tried here; the end of the run says so.
  (isHere ? it : it.skip)(
    `takes what is signed, once, and nothing else${isHere ? '' : ` (${name} is not installed)`}`,
    async () => {
      const sample = new RegExp(`\`\`\`${name}\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';
      const port = await freePort();
      const [file, args] = command(sample, folder);
      const receiver = spawn(file, args, {
        cwd: ROOT,
        env: { ...process.env, NODE_OPTIONS: '', WEBHOOK_SECRET: secret, PORT: String(port) },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let printed = '';
      receiver.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString('utf8')));
      const post = (headers: Record<string, string>, text = body) => posted(port, headers, text);

      expect(await post(signed('evt_1'))).toBe(204);
      expect(await post(signed('evt_1'))).toBe(204);
      expect(await post(signed('evt_2'), `${body} `)).toBe(400);
      expect(await post({ ...signed('evt_2'), 'webhook-id': 'evt_3' })).toBe(400);
      expect(await post(signed('evt_2', { secondsAgo: 400 }))).toBe(400);
      expect(await post(signed('evt_2', { secondsAgo: -400 }))).toBe(400);
      expect(await post({ ...signed('evt_2'), 'webhook-timestamp': 'now' })).toBe(400);
      expect(await post(signed('evt_2', { by: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' }))).toBe(400);
      expect(await post({ ...signed('evt_2'), 'webhook-signature': 'v1,' })).toBe(400);
      expect(await post({})).toBe(400);
      receiver.kill();
      await once(receiver, 'close');
      expect(printed).toBe('batch.completed bat_1\n');
    },
  );
});

/** Headers of a message; as during a rotation, the signature that fits is not the first. */
function signed(id: string, { secondsAgo = 0, by = secret } = {}): Record<string, string> {
  const at = new Date(Date.now() - secondsAgo * 1_000);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': `v1,c29tZWJvZHkgZWxzZQ== ${new Webhook(by).sign(id, at, body)}`,
  };
}

/** The answer's status, as soon as the receiver is up. */
async function posted(port: number, headers: Record<string, string>, text: string): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    try {
      return (await fetch(`http://127.0.0.1:${port}/hook`, { method: 'POST', headers, body: text })).status;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function runs(file: string, ...args: string[]): boolean {
  return spawnSync(file, args).status === 0;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
