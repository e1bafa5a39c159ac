import { words } from '../../words';

const text = words.uploader;

/** What the service takes in one form. */
export const MAX_FILES = 20;
export const MAX_BYTES = 20 * 1024 * 1024;

export interface Choice {
  taken: File[];
  /** Why others were left out, as sentences. */
  problems: string[];
}

/**
 * Which of the files that were dropped, pasted or chosen can be sent.
 * @param room how many may still be added
 */
export function choose(files: File[], room: number): Choice {
  const problems = files.flatMap(problemOf);
  const fitting = files.filter((file) => problemOf(file).length === 0);
  if (fitting.length > room) problems.push(text.tooMany(MAX_FILES));
  return { taken: fitting.slice(0, room), problems };
}

function problemOf(file: File): string[] {
  if (!file.type.startsWith('image/')) return [text.notImage(file.name)];
  return file.size > MAX_BYTES ? [text.tooLarge(file.name)] : [];
}
