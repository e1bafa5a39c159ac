import { isKnownBeforehand, literalPrefix, renderTarget, templateProblem, withOrdinal } from './target-key.js';

const facts = { seoName: 'red-bicycle', width: 800, height: 600, bytes: Buffer.from('result') };

describe('target keys', () => {
  it.each([
    ['optimized/{path}{name}.{ext}', 'a/b/photo.final.JPG', 'optimized/a/b/photo.final.webp'],
    ['{path}{name}-{width}x{height}.{ext}', 'a.jpg', 'a-800x600.webp'],
    ['{name}.{originalExt}.{ext}', 'x/a.jpeg', 'a.jpeg.webp'],
    ['out/{seoName}.{ext}', 'x/a.jpeg', 'out/red-bicycle.webp'],
    ['{path}{name}.{ext}', '.hidden', '.hidden.webp'],
    ['{path}{name}.{ext}', 'no-extension', 'no-extension.webp'],
    ['out/{path}{name}.{ext}', '/leading/slash.jpg', 'out/leading/slash.webp'],
    ['out/{path}{name}.{ext}', '../../up.jpg', 'out/up.webp'],
    ['out/{path}{name}.{ext}', 'a//b/./c.jpg', 'out/a/b/c.webp'],
    ['out/{name}.{ext}', 'Größe & {name}.jpg', 'out/Größe & {name}.webp'],
  ])('%s of %s is %s', (template, key, expected) => {
    expect(renderTarget(template, key, 'webp', facts)).toBe(expected);
  });

  it('names the result by its content', () => {
    const one = renderTarget('{hash}.{ext}', 'a.jpg', 'webp', facts);
    expect(one).toMatch(/^[0-9a-f]{16}\.webp$/);
    expect(renderTarget('{hash}.{ext}', 'a.jpg', 'webp', { ...facts, bytes: Buffer.from('other') })).not.toBe(one);
  });

  it('falls back to the source’s name without a name of its own', () => {
    expect(renderTarget('{seoName}.{ext}', 'a/b.jpg', 'avif', { ...facts, seoName: null })).toBe('b.avif');
  });

  it('numbers what would collide in front of the extension', () => {
    expect([1, 2, 3].map((n) => withOrdinal('a/b.webp', n))).toEqual(['a/b.webp', 'a/b-2.webp', 'a/b-3.webp']);
  });

  it.each([
    ['{nope}/{name}', /unknown variable \{nope\}/],
    ['{name', /braces/],
    ['name}{name}', /braces/],
    ['/{name}.{ext}', /leading slash/],
    ['same.{ext}', /expected \{name\}, \{seoName\} or \{hash\}/],
    ['a\u0000{name}', /control characters/],
  ])('%p can’t be a template', (template, problem) => {
    expect(templateProblem(template)).toMatch(problem);
  });

  it('knows which targets need the result', () => {
    expect(isKnownBeforehand('optimized/{path}{name}.{ext}', true)).toBe(true);
    expect(isKnownBeforehand('{seoName}.{ext}', true)).toBe(false);
    expect(isKnownBeforehand('{path}{name}.{ext}', false)).toBe(false);
    expect(isKnownBeforehand('{path}{name}.{originalExt}', false)).toBe(true);
    expect(literalPrefix('optimized/{path}{name}.{ext}')).toBe('optimized/');
  });
});
