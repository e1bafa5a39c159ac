/**
 * Whether a page could not be shown because a file of it is not there: its code, in the words of Chromium, Firefox and Safari,
 * or its styles, in those of the build's own loader.
 */
export function isMissingFile(error: unknown): boolean {
  return error instanceof Error && /dynamically imported module|module script failed|preload CSS/i.test(error.message);
}
