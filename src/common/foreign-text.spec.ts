import { errorStack, errorText, foreignName, foreignText } from './foreign-text.js';

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

describe('an error', () => {
  const hostile = new Error(`of ada@example.com\n    at evil (file:///evil.js:1:1)\n${'x'.repeat(300_000)}`);

  it('says as much as other words may, and no more', () => {
    expect(errorText(hostile)).toMatch(/^of \[address\] {5}at evil /);
    expect(errorText(hostile)).toHaveLength(500);
    expect(errorText('no error')).toBe('no error');
    expect(errorText(null)).toBe('null');
  });

  it('says where it was thrown, but for what others wrote into its stack', () => {
    const [head = '', ...frames] = (errorStack(hostile) ?? '').split('\n');
    expect(head).toBe(`Error: ${errorText(hostile)}`);
    expect(frames.length).toBeGreaterThan(0);
    expect(frames[0]).toContain('foreign-text.spec');
    expect(frames.filter((frame) => !frame.startsWith('    at ') || frame.includes('evil'))).toEqual([]);
    expect(errorStack('no error')).toBeUndefined();
    expect(errorStack(undefined)).toBeUndefined();
  });

  it('has a stack with an end', () => {
    const frame = `    at ${'x'.repeat(10_000)}`;
    const long = Object.assign(new Error('x'), { stack: `Error: x\n${Array(10_000).fill(frame).join('\n')}` });
    const lines = (errorStack(long) ?? '').split('\n');
    expect([lines.length, Math.max(...lines.map(({ length }) => length))]).toEqual([31, 300]);
  });
});
