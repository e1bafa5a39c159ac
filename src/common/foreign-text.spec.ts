import { foreignName, foreignText } from './foreign-text.js';

describe('words of others', () => {
  it('are cut, never within a character', () => {
    expect(foreignText('x'.repeat(300_000))).toBe(`${'x'.repeat(199)}…`);
    expect(foreignText('x'.repeat(200))).toBe('x'.repeat(200));
    expect(foreignText('😀'.repeat(200)).isWellFormed()).toBe(true);
    expect(foreignText('x'.repeat(1_000), 500)).toHaveLength(500);
  });

  it('are one line without control characters', () => {
    expect(foreignText('a\r\nb\u0000c\u001b[31md\u2028e\u202ef\u0085g')).toBe('a b c [31md e f g');
  });

  it.each([
    ['of ada@example.com, refused', 'of [address], refused'],
    ['<Owner>ada+shop@example.com</Owner>', '<Owner>[address]</Owner>'],
    ['https://x.example/?mail=ada%40example.com', 'https://x.example/?mail=[address]'],
    ['ada@exa', '[address]'],
  ])('hold no e-mail address: %s', (text, masked) => {
    expect(foreignText(text)).toBe(masked);
  });

  it('are read quickly however they are made', () => {
    const began = performance.now();
    for (const part of ['a', '@', 'a@', ' ', '<', '%']) foreignText(part.repeat(10_000_000 / part.length));
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('may be anything', () => {
    expect(foreignText(undefined)).toBe('undefined');
    expect(foreignName(undefined)).toBe('undefined');
  });
});

it('a name of others has letters, digits, dots, dashes and underscores', () => {
  expect(foreignName('No Such\nKey: ada@example.com')).toBe('NoSuchKeyadaexample.com');
  expect(foreignName('x'.repeat(300_000))).toHaveLength(100);
});
