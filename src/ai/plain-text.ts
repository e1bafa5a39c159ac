/** Direction overrides, byte order marks and other marks that only hide text; joiners stay, scripts and emoji need them. */
const INVISIBLE = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** One line of text that is safe to show: no HTML, no control or hiding characters, single spaces. */
export function toPlainText(text: string): string {
  return text
    .replace(/<\/?[a-z!][^>]*>/gi, ' ')
    .replace(/[<>]/g, ' ')
    .replace(INVISIBLE, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
