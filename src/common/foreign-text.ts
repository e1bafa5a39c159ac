const TEXT_CHARACTERS = 200;
const NAME_CHARACTERS = 100;
const ERROR_CHARACTERS = 500;
const FRAMES = 30;
const FRAME_CHARACTERS = 300;
/** Read of a text before it is masked: whatever is masked, no more than this takes time. */
const READ_CHARACTERS = 2_000;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
const WORDS = /[^\s<>"'(),;=]+/g;

/**
 * Words of another company's server, made fit for a log or a row: short, on one line, without e-mail addresses. Never half a
 * character.
 */
export function foreignText(text: unknown, characters = TEXT_CHARACTERS): string {
  const line = String(text).slice(0, READ_CHARACTERS).replace(UNPRINTABLE, ' ').toWellFormed();
  return cut(
    line.replace(WORDS, (word) => (/@|%40/.test(word) ? '[address]' : word)),
    characters,
  );
}

/** The name or code that another company's server gave an error. */
export function foreignName(name: unknown): string {
  return String(name)
    .slice(0, NAME_CHARACTERS)
    .replace(/[^\w.-]/g, '');
}

/** What an error says, for a log or a row: its words may be another server's, wherever it was caught. */
export function errorText(error: unknown): string {
  return foreignText((error as Partial<Error> | null)?.message ?? error, ERROR_CHARACTERS);
}

/** Its stack, for a log: its name, its words as above, and where in the code it was thrown. Undefined for what has none. */
export function errorStack(error: unknown): string | undefined {
  const { name, message = '', stack } = (error ?? {}) as Partial<Error>;
  if (typeof stack !== 'string') return undefined;
  const words = stack.indexOf(message);
  const frames = stack
    .slice(words < 0 ? 0 : words + message.length)
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, FRAMES)
    .map((line) => cut(line.replace(UNPRINTABLE, ' '), FRAME_CHARACTERS));
  return [`${foreignName(name)}: ${errorText(error)}`, ...frames].join('\n');
}

function cut(text: string, characters: number): string {
  return text.length > characters ? `${text.slice(0, characters - 1).toWellFormed()}…` : text;
}
