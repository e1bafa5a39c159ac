import { rm } from 'node:fs/promises';

/** Once after all suites. */
export default async function stopServers() {
  await globalThis.embeddedParts.stop();
  await rm(globalThis.testDataDir, { recursive: true, force: true });
}
