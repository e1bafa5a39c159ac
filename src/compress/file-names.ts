/** Characters of a name that is shown, and of one that a file is stored under. */
const MAX_SHOWN = 255;
const MAX_STORED = 100;
const NAMELESS = 'image';

/** Control characters, NUL among them, what turns the direction of text around, and halves of characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** What paths, shells, headers or file systems take for something else. */
const SPECIAL = /[/\\:*?"<>|{}%#&;$`'~^[\]\s]+/gu;

/** A file's name as it may be shown anywhere: no folders, nothing invisible, not too long. */
export function shownName(given: string): string {
  const withoutFolder = given.slice(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
  const shown = firstCharacters(withoutFolder.normalize('NFC').replace(INVISIBLE, '').trim(), MAX_SHOWN);
  return shown.trim() || NAMELESS;
}

/** The same as a name that is safe in a key, in a folder and on a command line. Letters of all scripts stay. */
export function storedName(given: string): string {
  const name = shownName(given).replace(SPECIAL, '-');
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot + 1)] : [name, ''];
  const safeStem = trimmed(firstCharacters(trimmed(stem), MAX_STORED)) || NAMELESS;
  const safeExtension = extension.replace(/[^a-z0-9]/gi, '').slice(0, 10);
  return safeExtension ? `${safeStem}.${safeExtension}` : safeStem;
}

/** Dots in front hide a file, a hyphen makes it an option. */
function trimmed(name: string): string {
  return name.replace(/^[.\- ]+|(?<![.\- ])[.\- ]+$/g, '');
}

/** Never half a character. */
function firstCharacters(text: string, count: number): string {
  return Array.from(text.slice(0, 2 * count))
    .slice(0, count)
    .join('')
    .replace(/\p{Cs}/gu, '');
}
