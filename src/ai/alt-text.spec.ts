import { MAX_ALT_TEXT, toAltText } from './alt-text.js';

describe('toAltText', () => {
  it.each([
    ['a good answer stays as it is', 'Two dogs run along a beach.', 'Two dogs run along a beach.'],
    ['line breaks become spaces', ' Two dogs\r\n\trun\u2028here ', 'Two dogs run here'],
    ['HTML goes', '<p>Two <b class="x">dogs</b><br/><script>alert(1)</script></p>', 'Two dogs alert(1)'],
    ['no bracket survives', '"><img src=x onerror=alert(1)', '" img src=x onerror=alert(1)'],
    ['arithmetic is not HTML, but its signs go too', 'A board: 3 < 5 > 4', 'A board: 3 5 4'],
    ['control characters go', 'Two\u0000dogs\u001b[31m\u0007', 'Two dogs [31m'],
    ['marks that turn or hide text go', 'Two \u202esgod\u202c \u200bdogs\ufeff', 'Two sgod dogs'],
    ['what a screen reader says already goes', 'An image of two dogs', 'Two dogs'],
    ['so does a photo', 'Photograph showing a red bicycle', 'A red bicycle'],
    ['in other languages too', 'Ein Foto von zwei Hunden', 'Zwei Hunden'],
    ['a painting stays a painting', 'A painting of two dogs', 'A painting of two dogs'],
    ['a photographer is no photo', 'Photographer of dogs', 'Photographer of dogs'],
    ['a picture that is in the picture stays', 'A picture frame on a wall', 'A picture frame on a wall'],
    ['addresses go', 'Two dogs, see https://evil.example/x?y and www.evil.example', 'Two dogs, see and'],
    ['so do scripts and links', 'Two [dogs](javascript:alert) javascript:alert(1) run', 'Two dogs run'],
    ['text without whole characters is made whole', 'Two \ud800dogs', 'Two \ufffddogs'],
    ['ten thousand characters are cut at a word', 'dogs '.repeat(2_000), 'dogs '.repeat(25).trim()],
    ['joined emoji stay whole', 'A family 👨‍👩‍👧', 'A family 👨‍👩‍👧'],
  ])('%s', (_, answer, altText) => {
    expect(toAltText(answer, 'en')).toBe(altText);
  });

  it('ends at a word, without the comma before the cut', () => {
    const exact = `${'word '.repeat(24)}words`; // 125 characters
    expect(toAltText(exact, 'en')).toBe(exact);
    expect(toAltText(`${'word '.repeat(23)}a comma, more`, 'en')).toBe(`${'word '.repeat(23)}a comma`);
  });

  it('keeps to the limit where no spaces part the words', () => {
    const altText = toAltText('赤い自転車が古い石の壁にもたれている。'.repeat(12), 'ja');
    expect(altText.length).toBeLessThanOrEqual(MAX_ALT_TEXT);
    expect(altText.length).toBeGreaterThan(MAX_ALT_TEXT - 10);
  });

  it('has nothing to say when one endless word is all there is', () => {
    expect(toAltText('a'.repeat(300), 'en')).toBe('');
  });
});
