const MAX_LENGTH = 40;
/** Enough digits in a row for a telephone to be called by a touch. */
const TELEPHONE = /\p{Nd}(?:[ ()+'’,&-]*\p{Nd}){6,}/gu;
/** All but letters, digits and what stands in names of people and firms. */
const UNUSUAL = /[^\p{L}\p{M}\p{Nd} .,'’&()+-]/gu;
/** What programs that show mails would make a link of: a dot with something behind it. */
const INNER_DOT = /\.(?=[\p{L}\p{M}\p{Nd}])/gu;

/**
 * A name that a stranger chose, for the text of a mail: short, on one line, in quotation marks, and never a link, an address
 * or a telephone number.
 */
export function quoted(name: string): string {
  const plain = name
    .normalize('NFKC')
    .replace(UNUSUAL, ' ')
    .replace(INNER_DOT, ' ')
    .replace(TELEPHONE, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const letters = [...plain];
  const short = letters.length > MAX_LENGTH ? `${letters.slice(0, MAX_LENGTH).join('').trim()}…` : plain;
  return `“${short}”`;
}
