import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Once before all suites: the embedded servers in a folder of their own and a migrated database that every suite
 * clones. Uses the build, because the servers run in a process of their own.
 */
export default async function startServers() {
  const { startEmbeddedParts } = await import('../../dist/dev/embedded.js');
  const { migrate } = await import('../../dist/database/migrate.js');
  const dataDir = await mkdtemp(join(tmpdir(), 'fluxbatch-test-'));
  const parts = await startEmbeddedParts({ DATA_DIR: dataDir }, { durable: false });
  await migrate(parts.environment.DATABASE_URL);
  globalThis.embeddedParts = parts;
  globalThis.testDataDir = dataDir;
  process.env.TEST_ENVIRONMENT = JSON.stringify(parts.environment);
}
