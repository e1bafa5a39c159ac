import { toPlainText } from './plain-text.js';

/** Length in characters after which screen readers tend to break an alt text in two. */
export const MAX_ALT_TEXT = 125;

/**
 * "An image of" and the like, which a screen reader has said already. Drawings, paintings and screenshots keep their word:
 * that says something of the picture.
 */
const PREFIXES: readonly RegExp[] = [
  /^(?:here is |this is |there is )?(?:an? |the )?(?:close-?up )?(?:image|photo(?:graph)?|picture|pic|snapshot)(?: (?:showing|depicting|shows|depicts)|(?: of)?:| of)\s*/iu,
  /^(?:ein |das |dieses )?(?:bild|foto|fotografie)(?: zeigt|:| von| mit| eines?r?| der| des)\s*/iu,
  /^(?:une |la |cette )?(?:image|photo(?:graphie)?)(?: montrant|:| (?:de la|des|du|de)\b| d['’])\s*/iu,
  /^(?:una |la |esta )?(?:imagen|foto(?:grafía)?)(?: que muestra|:| (?:del|de)\b)\s*/iu,
  /^(?:uma |a |esta )?(?:imagem|foto(?:grafia)?)(?: mostrando|:| (?:do|da|de)\b)\s*/iu,
  /^(?:un['’]|l['’]|una |la )?(?:immagine|foto(?:grafia)?)(?: (?:che mostra|della|dello|del|di)\b|:)\s*/iu,
  /^(?:een |de )?(?:afbeelding|foto)(?: van|:)\s*/iu,
];

/** Alt text as it may be published: plain, one line, at most 125 characters, ending at a word. */
export function toAltText(reply: string, language: string): string {
  const text = withoutPrefix(toPlainText(reply), language);
  if (text.length <= MAX_ALT_TEXT) return text;
  return wholeWords(text, language).replace(/(?<![\s,;:\p{Pd}])[\s,;:\p{Pd}]+$/u, '');
}

function withoutPrefix(text: string, language: string): string {
  const prefix = PREFIXES.map((pattern) => pattern.exec(text)?.[0]).find((match) => match !== undefined);
  if (prefix === undefined) return text;
  const rest = text.slice(prefix.length);
  const [first = ''] = rest;
  return first.toLocaleUpperCase(language) + rest.slice(first.length);
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
