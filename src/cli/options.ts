import { parseArgs } from 'node:util';
import { wrongUsage } from './failure.js';

/** An option as Node parses it and as the help tells of it. */
export interface Option {
  type: 'string' | 'boolean';
  multiple?: boolean;
  /** What stands in the place of the value in the help; flags have none. */
  value?: string;
  help: string;
}
export type Options = Readonly<Record<string, Option>>;

/** Which server, as whom, and how it is told: every command takes them. */
export const COMMON = {
  url: { type: 'string', value: '<address>', help: 'the server; else FLUXBATCH_URL, else http://127.0.0.1:3000' },
  key: {
    type: 'string',
    value: '<key>',
    help: 'an API key; better FLUXBATCH_API_KEY: options show in lists of processes',
  },
  patience: { type: 'string', value: '<seconds>', help: 'how long a server that is away or busy is tried again (60)' },
  json: { type: 'boolean', help: 'one JSON value on stdout, for programs' },
  help: { type: 'boolean', help: 'this text' },
} as const satisfies Options;

/** What was given, typed by its table. @throws Failure for an option that is not known or lacks its value */
export function readArguments<T extends Options>(args: string[], options: T) {
  try {
    return parseArgs({ args, options: { ...COMMON, ...options }, allowPositionals: true });
  } catch (error) {
    throw wrongUsage((error as Error).message);
  }
}

/** The one operand of a command. @throws Failure naming what is missing or too much */
export function onlyOne(operands: string[], what: string): string {
  const [first, ...others] = operands;
  if (first === undefined) throw wrongUsage(`Expected ${what}`);
  if (others.length > 0) throw wrongUsage(`Expected only ${what}; what else is meant by ${others.join(' ')}?`);
  return first;
}
