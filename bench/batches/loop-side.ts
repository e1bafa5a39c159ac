import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Settings } from '#service/config/settings.js';
import { customersBucket } from '#service/dev/customers-bucket.js';
import type { LoopReport, LoopRequest } from './loop.ts';
import type { Side } from './side.ts';

/** A loop in a process of its own, as many images in flight as the service has. */
export function startLoop(name: 'bare loop' | 'engine loop', settings: Settings): Side {
  const script = name === 'bare loop' ? './bare-loop.ts' : './engine-loop.ts';
  const child = fork(fileURLToPath(new URL(script, import.meta.url)));
  const gone = once(child, 'exit');
  return {
    name,
    async run(pass) {
      const request: LoopRequest = {
        bucket: customersBucket(settings),
        concurrency: settings.workerConcurrency,
        ...pass,
      };
      child.send(request);
      const ended = gone.then(([code]): LoopReport => ({ failed: `its process ended with code ${code}` }));
      const answered = once(child, 'message').then(([report]) => report as LoopReport);
      const report = await Promise.race([answered, ended]);
      if ('failed' in report) throw new Error(`The ${name} failed: ${report.failed}`);
      return report;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}
