import { readFile } from 'node:fs/promises';

const EVERY_MS = 2_000;

/** The memory of processes over time, by the kernel's word; Linux only. */
export class RoleMemory {
  private readonly curves = new Map<string, number[]>();
  private readonly timer = setInterval(() => void this.look(), EVERY_MS);

  private readonly processes: Map<string, number>;

  constructor(processes: Map<string, number>) {
    this.processes = processes;
  }

  /** Of each role the most in the first, second, third and last quarter, in MB. */
  end(): { role: string; quarters: number[] }[] {
    clearInterval(this.timer);
    return [...this.curves].map(([role, curve]) => {
      const size = Math.max(1, Math.ceil(curve.length / 4));
      const quarters = [0, 1, 2, 3].map((n) => Math.max(0, ...curve.slice(n * size, (n + 1) * size)));
      return { role, quarters };
    });
  }

  private async look(): Promise<void> {
    for (const [role, pid] of this.processes) {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      const mb = Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      this.curves.set(role, [...(this.curves.get(role) ?? []), mb]);
    }
  }
}
