const TEXT_CHARACTERS = 200;
const NAME_CHARACTERS = 100;
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
  const masked = line.replace(WORDS, (word) => (/@|%40/.test(word) ? '[address]' : word));
  return masked.length > characters ? `${masked.slice(0, characters - 1).toWellFormed()}…` : masked;
}

/** The name or code that another company's server gave an error. */
export function foreignName(name: unknown): string {
  return String(name)
    .slice(0, NAME_CHARACTERS)
    .replace(/[^\w.-]/g, '');
}
