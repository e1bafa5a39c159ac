import { execFile } from 'node:child_process';
import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
// @ts-expect-error plain JavaScript, shared with the scripts
import { CHECKS } from '../../scripts/checks.mjs';
// @ts-expect-error plain JavaScript, shared with the scripts
import { copySource } from '../../scripts/long/mutated-copy.mjs';

export type CheckName = 'lint' | 'floors' | 'formatting' | 'types' | 'types of the dashboard';

export interface Fault {
  /** Relative to the root; a file that does not exist is made. */
  file: string;
  /** Goes to the end of the file. */
  code: string;
}

export interface CheckEnd {
  passed: boolean;
  output: string;
}

/** A copy of the sources, beside the dependencies of this checkout, in which checks of `npm test` meet planted faults. */
export class PlantedFaults {
  private constructor(private readonly root: string) {}

  static async open(): Promise<PlantedFaults> {
    return new PlantedFaults((await copySource()) as string);
  }

  async plant({ file, code }: Fault): Promise<void> {
    await appendFile(join(this.root, file), `\n${code}\n`);
  }

  /** Runs one check as `npm test` does. */
  check(name: CheckName): Promise<CheckEnd> {
    const [, script, args] = (CHECKS as [CheckName, string, string[]][]).find(([known]) => known === name) ?? [];
    if (!script || !args) throw new Error(`npm test has no check "${name}"`);
    return new Promise((resolve) => {
      execFile(process.execPath, [`node_modules/${script}`, ...args], { cwd: this.root }, (error, stdout, stderr) =>
        resolve({ passed: error === null, output: stdout + stderr }),
      );
    });
  }

  close(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }
}
