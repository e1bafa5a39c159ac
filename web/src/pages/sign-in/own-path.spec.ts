import { ownPath } from './own-path';

/** Any browser resolves an address like this; the page's own is the base. */
const hostOf = (path: string) => new URL(path, 'https://flux.example/sign-in').host;

describe('the page after signing in', () => {
  it.each(['/', '/batches/bat_1', '/batches?status=failed', '/connections#new'])(
    'is the one that was asked for: %s',
    (path) => expect(ownPath(path)).toBe(path),
  );

  it.each([null, '', 'batches', '?next=/x'])('is the first one for %j', (next) => expect(ownPath(next)).toBe('/'));

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\\/evil.example',
  ])('is never elsewhere: %j', (planted) => {
    expect(hostOf(planted)).toBe('evil.example');
    expect(ownPath(planted)).toBe('/');
  });

  it('is never a script', () => expect(ownPath('javascript:alert(1)')).toBe('/'));
});
