/**
 * `npm run demo`: the service's main job, from a bucket of images to a verified webhook, on parts that are started for it
 * and thrown away after it. It calls the service over HTTP only, as a program outside would.
 */
import { upload } from './bucket.ts';
import { Cleanup } from './cleanup.ts';
import { readFlags, type Flags } from './flags.ts';
import { Interrupted, Interruption } from './interruption.ts';
import { runMainJob, setUp, type Customer, type MainJob } from './main-job.ts';
import { bold, green, red } from '#service/cli/paint.js';
import { makePictures, PREFIX } from './pictures.ts';
import { problemsOf } from './problems.ts';
import { report } from './report.ts';
import { startService, type DemoService } from './service.ts';
import { size } from '#service/cli/table.js';

const TIME_LIMIT_MS = 3 * 60_000;
const EXIT = { fine: 0, wrong: 1, usage: 2, interrupted: 130 };

async function main(args: string[]): Promise<number> {
  let flags: Flags;
  try {
    flags = readFlags(args);
  } catch (error) {
    console.error((error as Error).message);
    return EXIT.usage;
  }
  const { exitCode, summary } = await demo(flags);
  if (flags.json) console.log(JSON.stringify(summary));
  return exitCode;
}

interface Ending {
  exitCode: number;
  /** What `--json` prints. */
  summary: object;
}

async function demo(flags: Flags): Promise<Ending> {
  const interruption = new Interruption(TIME_LIMIT_MS);
  const cleanup = new Cleanup();
  try {
    console.log(bold('Fluxbatch demo: from a bucket of images to a verified webhook\n'));
    const { signal } = interruption;
    const drawing = makePictures(signal);
    drawing.catch(() => {}); // it is awaited later, or not at all
    const service = await startService(cleanup, signal);
    say(`${service.parts.join(', ')} and the service run`);
    const pictures = await drawing;
    await upload(pictures, service.bucket, signal);
    const bytes = pictures.reduce((sum, picture) => sum + picture.bytes.length, 0);
    say(`${pictures.length} images (${size(bytes)}) lie in s3://${service.bucket.bucket}/${PREFIX}`);
    const customer = await setUp(service, cleanup, signal);
    say(`account ${customer.account} has a plan, a connection to the bucket and a webhook endpoint`);

    const job = await runMainJob(service, customer, signal);
    report(job);
    const ending = judge(job, problemsOf(job, pictures.length));
    interruption.liftTimeLimit();
    if (flags.keep) await keepRunning(service, customer, interruption);
    return ending;
  } catch (error) {
    return failure(interruption.causeOf(error));
  } finally {
    interruption.liftTimeLimit();
    await cleanup.run();
  }
}

function judge({ batch, usage, webhook, audit }: MainJob, problems: string[]): Ending {
  for (const problem of problems) console.error(red(`Not as it should be: ${problem}`));
  const ok = problems.length === 0;
  if (ok) console.log(green(`\nEverything is as it should be, after ${secondsSoFar().toFixed(1)} s`));
  const summary = {
    ok,
    images: batch.images,
    bytes: batch.bytes,
    usage,
    webhook: {
      type: webhook?.type ?? null,
      id: webhook?.message.headers['webhook-id'] ?? null,
      verified: webhook?.verified ?? false,
    },
    audit: { ok: audit.ok },
    seconds: secondsSoFar(),
  };
  return { exitCode: ok ? EXIT.fine : EXIT.wrong, summary };
}

async function keepRunning({ address, adminToken, bucket }: DemoService, { key }: Customer, until: Interruption) {
  console.log(`
${bold('It keeps running')} until you press Ctrl-C; then everything is removed.
  API          ${address}/api/docs
  key          ${key}
  ADMIN_TOKEN  ${adminToken}
  S3 emulator  ${bucket.endpoint}  (keys ${bucket.accessKeyId} / ${bucket.secretAccessKey}, bucket ${bucket.bucket})
  for example  curl -H 'Authorization: Bearer ${key}' ${address}/api/usage`);
  await until.happens();
}

function failure(error: Error): Ending {
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  console.error(red(`\n${error.message}${cause}`));
  const exitCode = error instanceof Interrupted ? EXIT.interrupted : EXIT.wrong;
  return { exitCode, summary: { ok: false, error: error.message, seconds: secondsSoFar() } };
}

function say(line: string): void {
  console.log(`  ${line}  (${secondsSoFar().toFixed(1)} s)`);
}

function secondsSoFar(): number {
  return Math.round(performance.now() / 100) / 10;
}

/** Ends the process once everything is written: sockets that idle somewhere must not keep it. */
function exit(code: number): void {
  process.stdout.write('', () => process.exit(code));
}

exit(await main(process.argv.slice(2)));
