import { isMissingFile } from './missing-file';

describe('a file of a page that is gone', () => {
  it.each([
    ['Chromium', new TypeError('Failed to fetch dynamically imported module: https://flux.example/assets/keys-1.js')],
    ['Firefox', new TypeError('error loading dynamically imported module: https://flux.example/assets/keys-1.js')],
    ['Safari', new TypeError('Importing a module script failed.')],
    ['the styles, by the build’s loader', new Error('Unable to preload CSS for /assets/home-1.css')],
  ])('is known by the words of %s', (_, error) => expect(isMissingFile(error)).toBe(true));

  it.each([
    ['a fault of the page', new TypeError("Cannot read properties of undefined (reading 'important')")],
    ['another', new TypeError('module.data is not a function')],
    ['no error', 'Failed to fetch dynamically imported module'],
  ])('is not %s', (_, error) => expect(isMissingFile(error)).toBe(false));
});
