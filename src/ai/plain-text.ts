/** Direction overrides, byte order marks and other marks that only hide text; joiners stay, scripts and emoji need them. */
const INVISIBLE = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
/** An address is nothing that a picture shows, and everything that a hostile one wants published. */
const ADDRESS = /\b(?:[a-z][a-z0-9+.-]{0,30}:\/\/|www\.|(?:https?|javascript|data|mailto|vbscript):(?=\S))\S*/gi;
const MARKDOWN_LINK = /!?\[([^[\]]*)\]\([^()]*\)/g;

/** One line of text that is safe to show: no HTML, no addresses, no control or hiding characters, single spaces. */
export function toPlainText(text: string): string {
  return text
    .toWellFormed()
    .replace(INVISIBLE, '')
    .replace(MARKDOWN_LINK, '$1')
    .replace(/<\/?[a-z!][^<>]*>/gi, ' ')
    .replace(ADDRESS, ' ')
    .replace(/[<>]/g, ' ')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
