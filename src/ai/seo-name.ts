import { toPlainText } from './plain-text.js';

/** Length in characters; what a search result shows of a path. */
export const MAX_SEO_NAME = 60;

/** Latin letters that Unicode does not take apart into a base letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * File name without extension: lower-case ASCII words joined by hyphens, at most 60 characters, ending at a word.
 * Empty when the answer has no Latin letter or digit.
 */
export function toSeoName(answer: string): string {
  const slug = toPlainText(answer)
    .replace(/\.(jpe?g|png|webp|avif|gif|tiff?|heic|svg|bmp)$/i, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{ASCII}]/gu, (letter) => LETTERS[letter] ?? letter)
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return wholeWords(slug);
}

function wholeWords(slug: string): string {
  if (slug.length <= MAX_SEO_NAME) return slug;
  const lastWordEnd = slug.lastIndexOf('-', MAX_SEO_NAME);
  return slug.slice(0, lastWordEnd > 0 ? lastWordEnd : MAX_SEO_NAME);
}
