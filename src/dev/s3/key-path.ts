/**
 * Keys as paths below a bucket's folder. Each step is percent-encoded, also what a file system would read as "here" or
 * "up", so that no key leads out of its bucket; a step too long for a file's name goes on in a folder of its own.
 */

/** File names have at most 255 bytes on common systems; s3rver adds up to 22. */
const MAX_STEP = 200;
/** Ends the name of a folder whose step goes on below it; encoded when it is part of a key. */
const GOES_ON = '~';

/** The path of a key, step by step. */
export function pathOfKey(key: string): string[] {
  return key.split('/').flatMap(encodeStep);
}

/** The part of a key that a folder's or file's name stands for, with its slash if another step follows. */
export function keyOfFolder(name: string): string {
  return name.endsWith(GOES_ON) ? keyOfFile(name.slice(0, -1)) : `${keyOfFile(name)}/`;
}

/** The last part of a key. */
export function keyOfFile(name: string): string {
  return decodeURIComponent(name === EMPTY ? '' : name);
}

/** A step without characters: no encoded text looks like this. */
const EMPTY = '%';

function encodeStep(step: string): string[] {
  if (step === '') return [EMPTY];
  const parts = [''];
  for (const character of step) {
    const encoded = encode(character);
    const last = parts.length - 1;
    if ((parts[last] ?? '').length + encoded.length > MAX_STEP) parts.push(encoded);
    else parts[last] += encoded;
  }
  return parts.map((part, index) => (index < parts.length - 1 ? part + GOES_ON : part));
}

function encode(character: string): string {
  if (character === GOES_ON) return '%7E';
  if (character === '.') return '%2E';
  return encodeURIComponent(character);
}
