import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${ROOT}docs/webhooks.md`, 'utf8');
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = '{"type":"batch.completed","timestamp":"2026-11-22T10:01:24.100Z","data":{"id":"bat_1"}}';

function signed(id: string, text = body): Record<string, string> {
  const now = new Date();
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': `v1,c29tZWJvZHkgZWxzZQ== ${new Webhook(secret).sign(id, now, text)}`,
  };
}

it('the TypeScript sample of docs/webhooks.md takes what is signed, once, and nothing else', async () => {
  const sample = /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const script = ts.transpileModule(sample, { compilerOptions: options }).outputText;
  const port = 20_000 + (process.pid % 20_000);
  const receiver = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '', WEBHOOK_SECRET: secret, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  receiver.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString('utf8')));
  const post = async (headers: Record<string, string>, text = body): Promise<number> => {
    for (let tries = 0; ; tries += 1) {
      try {
        return (await fetch(`http://127.0.0.1:${port}/hook`, { method: 'POST', headers, body: text })).status;
      } catch (error) {
        if (tries === 50) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  };
  expect(await post(signed('evt_1'))).toBe(204);
  expect(await post(signed('evt_1'))).toBe(204);
  expect(await post(signed('evt_2', `${body} `))).toBe(400);
  expect(await post({})).toBe(400);
  receiver.kill();
  await once(receiver, 'close');
  expect(printed).toBe('batch.completed bat_1\n');
});
