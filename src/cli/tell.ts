import type { Api } from './api.js';
import { describe, exitCodeOf } from './batch-texts.js';
import { EXIT, type ExitCode } from './failure.js';
import { follow } from './follow.js';
import type { OnInterrupt } from './interruption.js';
import type { Batch } from './types.js';

/** Prints a line, or more. What is for people and not the result goes to stderr, so that stdout can be piped. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A batch for a person, or as JSON. */
export function tell(batch: Batch, asJson = false): void {
  say(asJson ? JSON.stringify(batch) : describe(batch));
}

/** Waits for the end of a batch and prints what became of it. @throws Failure */
export async function waitAndTell(api: Api, id: string, onInterrupt: OnInterrupt, asJson?: boolean): Promise<ExitCode> {
  const { batch, canceled } = await follow(api, id, onInterrupt);
  tell(batch, asJson);
  return canceled ? EXIT.interrupted : exitCodeOf(batch);
}
