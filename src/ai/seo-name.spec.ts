import { MAX_SEO_NAME, numberedName, toSeoName } from './seo-name.js';

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
    ['赤い自転車', 'chii-zizhuanche'],
    ['Красный велосипед у стены', 'krasnyy-velosiped-u-steny'],
    ['one two three four five six seven', 'one-two-three-four-five-six'],
    ['!!!', ''],
  ])('makes "%s" "%s"', (answer, name) => {
    expect(toSeoName(answer)).toBe(name);
  });

  it('ends at a word', () => {
    const words = 'wordwordwo-'.repeat(5);
    expect(toSeoName(`${words}abcde`)).toBe(`${words}abcde`); // 60 characters
    expect(toSeoName(`${words}abcdef`)).toBe(words.slice(0, -1));
    expect(toSeoName('x'.repeat(90))).toHaveLength(MAX_SEO_NAME);
  });

  it('stays within the limit with a number', () => {
    expect(numberedName('red-bicycle', 1)).toBe('red-bicycle');
    expect(numberedName('red-bicycle', 12)).toBe('red-bicycle-12');
    expect(numberedName(`${'wordwordwo-'.repeat(5)}abcde`, 2)).toBe(`${'wordwordwo-'.repeat(5)}2`);
    expect(numberedName('x'.repeat(60), 3)).toBe(`${'x'.repeat(58)}-3`);
  });
});
