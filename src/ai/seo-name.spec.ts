import { MAX_SEO_NAME, toSeoName } from './seo-name.js';

describe('toSeoName', () => {
  it.each([
    ['red-bicycle-stone-wall', 'red-bicycle-stone-wall'],
    ['Red Bicycle, Stone Wall!', 'red-bicycle-stone-wall'],
    ['red_bicycle.JPG', 'red-bicycle'],
    ['version-2.0-poster', 'version-2-0-poster'],
    ['Crème brûlée à la Zürich', 'creme-brulee-a-la-zurich'],
    ['Straße in Łódź, Øresund', 'strasse-in-lodz-oresund'],
    ['Ærø þing', 'aero-thing'],
    ['İstanbul ısı', 'istanbul-isi'],
    ['ﬁne ① ½', 'fine-1-1-2'],
    ["chef's knife", 'chefs-knife'],
    ['../../etc/passwd', 'etc-passwd'],
    ['<b>red</b>\nbicycle\u0000', 'red-bicycle'],
    ['--red--bicycle--', 'red-bicycle'],
    ['赤い自転車', ''],
    ['!!!', ''],
  ])('makes "%s" "%s"', (answer, name) => {
    expect(toSeoName(answer)).toBe(name);
  });

  it('ends at a word', () => {
    expect(toSeoName(`${'word-'.repeat(11)}abcde`)).toBe(`${'word-'.repeat(11)}abcde`); // 60 characters
    expect(toSeoName(`${'word-'.repeat(11)}abcdef`)).toBe('word-'.repeat(11).slice(0, -1));
    expect(toSeoName('x'.repeat(90))).toHaveLength(MAX_SEO_NAME);
  });
});
