/** Environment variables by name. Only this folder may look at the process's own. */
export type Environment = Record<string, string | undefined>;

/** A copy of the environment this process was started with. */
export function ownEnvironment(): Environment {
  return { ...process.env };
}

/** True when nothing embedded may ever start. */
export function isProduction(environment: Environment): boolean {
  return environment.NODE_ENV === 'production';
}
