import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../src/config/environment.js';
import type { Findings } from '../worlds/findings.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const READY = 'Fluxbatch runs';
/** What the service promises to stop within, and a little for a machine that is busy. */
const STOP_LIMIT_MS = 28_000;
const START_AGAIN_MS = 300;
const KEPT_CHARACTERS = 3_000;

/** A role as a process of its own, started again when it is killed, as an orchestrator would. */
export class RoleProcess {
  private child: ChildProcess | null = null;
  private printed = '';
  private closing = false;

  constructor(
    readonly name: string,
    private readonly environment: Environment,
    /** Grows when PostgreSQL goes or comes: without it a start may fail. */
    private readonly postgresChanges: () => number,
    private readonly findings: Findings,
  ) {}

  /** What it printed last, for a finding. */
  get lastWords(): string {
    const lines = this.printed.split('\n').filter((line) => /WARN|ERROR/.test(line));
    return [`${this.name} said last`, ...lines.slice(-8)].join('\n    ');
  }

  /** Resolves when the role says that it runs. */
  async start(): Promise<void> {
    while (!this.closing && !(await this.tryToStart())) await sleep(START_AGAIN_MS);
  }

  /** kill -9, nobody home for a while, and a new start. */
  async killAndRestart(pauseMs: number): Promise<void> {
    await this.end('SIGKILL');
    await sleep(pauseMs);
    await this.start();
  }

  /** Asks it to stop, which must take no longer than promised and end well. */
  async stopAndRestart(pauseMs: number): Promise<void> {
    await this.stop();
    await sleep(pauseMs);
    await this.start();
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (!child) return;
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    const how = await this.end('SIGTERM');
    clearTimeout(limit);
    if (how !== 0)
      this.findings.add('process', `${this.name} was asked to stop and ended with ${how}\n${this.printed}`);
  }

  /** Holds it in the middle of whatever it does, longer than its claims live. */
  async freeze(pauseMs: number): Promise<void> {
    this.child?.kill('SIGSTOP');
    await sleep(pauseMs);
    this.child?.kill('SIGCONT');
  }

  /** For the end of a seed, however it ended. */
  async discard(): Promise<void> {
    this.closing = true;
    await this.end('SIGKILL');
  }

  private async tryToStart(): Promise<boolean> {
    const before = this.postgresChanges();
    const child = spawn(process.execPath, ['--no-warnings', MAIN], {
      env: { PATH: process.env.PATH, ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.printed = '';
    const ready = new Promise<boolean>((resolve) => {
      child.stdout.on('data', (bytes: Buffer) => bytes.includes(READY) && resolve(true));
      child.once('exit', () => resolve(false));
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text: Buffer) => (this.printed = (this.printed + String(text)).slice(-KEPT_CHARACTERS)));
    }
    if (await ready) {
      child.once('exit', (code, signal) => this.endedByItself(child, code ?? signal));
      return true;
    }
    const excused = this.child !== child || before !== this.postgresChanges() || before % 2 === 1;
    if (!excused) this.findings.add('process', `${this.name} did not start\n${this.printed}`);
    return false;
  }

  private endedByItself(child: ChildProcess, how: unknown): void {
    if (this.child !== child) return;
    this.findings.add('process', `${this.name} ended by itself with ${String(how)}\n${this.printed}`);
    void this.start();
  }

  /** Sends a signal and waits until the process is gone; answers how it ended. */
  private async end(signal: NodeJS.Signals): Promise<number | string | null> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    child.kill(signal);
    await once(child, 'exit');
    return child.exitCode ?? child.signalCode;
  }
}
