import { readFile } from 'node:fs/promises';
import { Redis } from 'ioredis';

const EVERY_MS = 250;

/** Watches the memory of the service's process and of Valkey; the most of each since `begin`. */
export class MemoryWatch {
  private most = { serviceMb: 0, valkeyMb: 0 };
  private readonly timer = setInterval(() => void this.look().catch(() => {}), EVERY_MS);
  private readonly redis: Redis;

  private readonly pid: number;

  constructor(pid: number, redisUrl: string) {
    this.pid = pid;
    this.redis = new Redis(redisUrl);
  }

  begin(): void {
    this.most = { serviceMb: 0, valkeyMb: 0 };
  }

  async end(): Promise<{ serviceMb: number; valkeyMb: number }> {
    await this.look();
    return this.most;
  }

  close(): void {
    clearInterval(this.timer);
    this.redis.disconnect();
  }

  private async look(): Promise<void> {
    // The kernel's own word on Linux; elsewhere the column stays at zero.
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8').catch(() => '');
    const serviceMb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    const valkeyMb = Number(/used_memory:(\d+)/.exec(await this.redis.info('memory'))?.[1] ?? 0) / 1024 / 1024;
    this.most = {
      serviceMb: Math.max(this.most.serviceMb, Math.round(serviceMb)),
      valkeyMb: Math.max(this.most.valkeyMb, Math.round(valkeyMb * 10) / 10),
    };
  }
}
