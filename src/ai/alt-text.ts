import { toPlainText } from './plain-text.js';

/** Length in characters after which screen readers tend to break an alt text in two. */
export const MAX_ALT_TEXT = 125;

/** Alt text as it may be published: plain, one line, at most 125 characters, ending at a word. */
export function toAltText(answer: string, language: string): string {
  const text = toPlainText(answer);
  if (text.length <= MAX_ALT_TEXT) return text;
  return wholeWords(text, language).replace(/[\s,;:\p{Pd}]+$/u, '');
}

/** As many words as fit, by the language's own idea of a word (Japanese and Thai put no spaces between them). */
function wholeWords(text: string, language: string): string {
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    if (index + segment.length > MAX_ALT_TEXT) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}
