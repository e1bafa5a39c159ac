/** Asks the process in this container whether it lives: the API on PORT, other roles on HEALTH_PORT. */
const { ROLE = 'api', PORT, HEALTH_PORT } = process.env;
const port = ROLE.split(',').some((role) => role.trim() === 'api') ? PORT : HEALTH_PORT;
const alive = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(2_000) }).then(
  ({ ok }) => ok,
  () => false,
);
process.exit(alive ? 0 : 1);
