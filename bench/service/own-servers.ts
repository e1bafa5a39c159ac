import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownEnvironment, type Environment } from '#service/config/environment.js';
import { readSettings } from '#service/config/settings.js';
import { startEmbeddedParts } from '#service/dev/embedded.js';

/** Settings of the caller's that would make the service another one. */
const UNSET = { NODE_ENV: '', HOST: '', PUBLIC_URL: '', PLANS_FILE: '' };

/** Servers in a temporary folder: a benchmark must not write to somebody's database. `more`: settings for the service. */
export async function startOwnServers(more: Environment = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'fluxbatch-bench-'));
  const parts = await startEmbeddedParts({ DATA_DIR: folder, ...more });
  const environment: Environment = { ...ownEnvironment(), ...UNSET, ...parts.environment };
  return {
    environment,
    settings: readSettings(environment),
    async stop(): Promise<void> {
      await parts.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
