import anyAscii from 'any-ascii';
import { toPlainText } from './plain-text.js';

/** Length in characters; what a search result shows of a path. */
export const MAX_SEO_NAME = 60;
/** Fewer words find nobody, more are cut off. */
export const MIN_NAME_WORDS = 3;
export const MAX_NAME_WORDS = 6;

/** Scripts that put no spaces between words; what is transliterated would be one endless word. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/**
 * File name without extension: lower-case ASCII words joined by hyphens, at most 6 words and 60 characters, ending at a
 * word. Other scripts are written in Latin letters. Empty when nothing can be read aloud.
 */
export function toSeoName(reply: string): string {
  const text = toPlainText(reply)
    .replace(/\.(jpe?g|png|webp|avif|gif|tiff?|heic|svg|bmp)$/i, '')
    .toLowerCase()
    .normalize('NFC');
  const slug = anyAscii(spaced(text))
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return wholeWords(slug.split('-').slice(0, MAX_NAME_WORDS).join('-'), MAX_SEO_NAME);
}

/** True when a model was asked for a name and gave one that people could search for. */
export function isFullName(name: string): boolean {
  return name.split('-').length >= MIN_NAME_WORDS;
}

/** The name for the n-th image that would have it, still within the limit: `red-bicycle-2`. */
export function numberedName(name: string, ordinal: number): string {
  if (ordinal === 1) return name;
  const suffix = `-${ordinal}`;
  return `${wholeWords(name, MAX_SEO_NAME - suffix.length)}${suffix}`;
}

function spaced(text: string): string {
  if (!UNSPACED.test(text)) return text;
  return [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)]
    .map(({ segment }) => segment)
    .join(' ');
}

function wholeWords(slug: string, limit: number): string {
  if (slug.length <= limit) return slug;
  const lastWordEnd = slug.lastIndexOf('-', limit);
  return slug.slice(0, lastWordEnd > 0 ? lastWordEnd : limit);
}
