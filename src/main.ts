import type { Server } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './app.js';
import { errorStack } from './common/foreign-text.js';
import { isProduction, ownEnvironment, type Environment } from './config/environment.js';
import { readSettings, type Settings } from './config/settings.js';
import { migrate } from './database/migrate.js';
import { isEngineBusy } from './images/engine.js';
import { ReadinessService } from './observability/readiness.service.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Starts the roles named in `ROLE`, on parts of its own where development leaves settings open. */
async function main(): Promise<void> {
  const given = ownEnvironment();
  const parts = isProduction(given) ? null : await startMissingParts(given);
  const settings = readSettings(parts?.environment ?? given);
  await migrate(settings.migrationDatabaseUrl, (line) => process.stderr.write(`Database: ${line}\n`));
  const app = await createApp(settings);
  stopOnSignal(settings.stop.limitMs, async () => {
    if (settings.roles.has('api')) await app.get(ReadinessService).leave(settings.stop.delayMs);
    // Nest waits for requests under way; one whose body never ends would take all of the time.
    const cutOff = () => (app.getHttpServer() as Server).closeAllConnections();
    setTimeout(cutOff, settings.stop.workMs).unref();
    await app.close();
    await parts?.stop();
  });
  const port = settings.roles.has('api') ? settings.port : settings.healthPort;
  if (port === null) await app.init();
  else await app.listen(port, settings.host);
  greet(app, settings, given);
}

/** Loaded only here and only outside production, where the embedded parts are not even installed. */
async function startMissingParts(environment: Environment) {
  const { startEmbeddedParts } = await import('./dev/embedded.js');
  return startEmbeddedParts(environment);
}

function greet(app: NestFastifyApplication, settings: Settings, given: Environment): void {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`Fluxbatch runs: ${[...settings.roles].join(', ')}`);
  if (!settings.roles.has('api')) return;
  const { port } = app.getHttpServer().address() as { port: number };
  // Passkeys and the links of mails are for this address alone. A port that the system chose is known to no setting.
  say(`  Dashboard    ${settings.port === 0 ? `http://localhost:${port}` : settings.publicUrl}`);
  say(`  API          http://${settings.host}:${port}/api/docs`);
  if (!given.ADMIN_TOKEN && !given.ADMIN_TOKENS)
    say(`  ADMIN_TOKEN  ${settings.operators[0].token}  (made for this run)`);
  const { endpoint, accessKeyId, secretAccessKey } = settings.ownBucket;
  if (settings.production && !settings.mail) {
    say('  MAIL         SMTP_URL is not set: nobody can sign up or get a new password; accounts work with keys');
  }
  const emulated = !settings.production && !given.S3_ENDPOINT && !given.S3_BUCKET;
  if (emulated)
    say(`  S3 emulator  ${endpoint}  (keys ${accessKeyId} / ${secretAccessKey}, bucket photos to try things on)`);
}

/** A signal that comes twice (from the terminal and from the script that started us) is taken once. */
function stopOnSignal(limitMs: number, stop: () => Promise<void>): void {
  let stopping = false;
  const once = () => {
    if (stopping) return;
    stopping = true;
    // Bull leaves promises behind when Redis is away; they must not cut the stop short.
    process.on('unhandledRejection', () => {});
    // What is cut off here is rescued by others.
    setTimeout(() => fail(new Error(`Not stopped within ${limitMs / 1000} s`)), limitMs).unref();
    stop().then(
      () => end(0),
      (error) => fail(error),
    );
  };
  for (const signal of SIGNALS) process.on(signal, once);
}

/** An exit would wait for sharp's threads, a minute at worst. Their images were handed back, so the signal is raised again. */
function end(code: number): void {
  if (!isEngineBusy()) process.exit(code);
  for (const signal of SIGNALS) process.removeAllListeners(signal);
  process.kill(process.pid, 'SIGTERM');
}

function fail(error: unknown): void {
  process.stderr.write(`${textOf(error)}\n`);
  end(1);
}

/** What the operator can mend is a sentence; a stack is for faults of ours. */
function textOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is taken: stop what listens there, or set PORT`;
  return error.name === 'InvalidSettings' ? error.message : errorStack(error);
}

main().catch(fail);
