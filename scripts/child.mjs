/** How the scripts start other programs. */
import { spawn } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs a program to its end. What it prints is shown only when it fails. @throws when it ends with another code than 0 */
export async function runQuietly(command, args, options) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => printed.push(bytes));
  // At once: npm would go on writing, and the next start would find its half of a folder.
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  process.off('exit', stop);
  if (code === 0) return;
  console.error(Buffer.concat(printed).toString('utf8').trim());
  throw new Error(`failed with code ${code}: ${[command, ...args].join(' ')}`);
}

/** The same with npm: the one that started this script, if one did. On Windows npm is a script that needs a shell. */
export function runNpmQuietly(args, options) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('npm-cli.js')) return runQuietly(process.execPath, [cli, ...args], options);
  return runQuietly('npm', args, { shell: process.platform === 'win32', ...options });
}

/** Runs a program in place of this process: same terminal, same signals, same exit code. Does not return. */
export function becomeProcess(command, args, options) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  // In a terminal Ctrl-C reaches the child twice, from the terminal and from here: it must take the second as the first.
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    for (const name of SIGNALS) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
  return new Promise(() => {});
}
