import { shownName, storedName } from './file-names.js';

describe('names of uploaded files', () => {
  it.each([
    ['photo.jpg', 'photo.jpg', 'photo.jpg'],
    ['../../etc/passwd', 'passwd', 'passwd'],
    ['C:\\Users\\Ada\\My photo.JPG', 'My photo.JPG', 'My-photo.JPG'],
    ['a\0b\r\nc.png', 'abc.png', 'abc.png'],
    ['invoice\u202Egpj.exe', 'invoicegpj.exe', 'invoicegpj.exe'],
    ['Größe & Höhe.jpeg', 'Größe & Höhe.jpeg', 'Größe-Höhe.jpeg'],
    ['写真.png', '写真.png', '写真.png'],
    ['{seoName}.jpg', '{seoName}.jpg', 'seoName.jpg'],
    ['..', '..', 'image'],
    ['.hidden.jpg', '.hidden.jpg', 'hidden.jpg'],
    ['-rf.jpg', '-rf.jpg', 'rf.jpg'],
    ['$(reboot).jpg', '$(reboot).jpg', '(reboot).jpg'],
    ['a.b.c', 'a.b.c', 'a.b.c'],
    ['a.<script>', 'a.<script>', 'a.script'],
    ['', 'image', 'image'],
    ['\u200b\u200b', 'image', 'image'],
    ['half \ud83d', 'half', 'half'],
  ])('%j is shown as %j and stored as %j', (given, shown, stored) => {
    expect(shownName(given)).toBe(shown);
    expect(storedName(given)).toBe(stored);
  });

  it('cuts long ones between characters, and keeps the extension', () => {
    const long = `${'🚲'.repeat(10_000)}.jpg`;
    expect(shownName(long)).toBe('🚲'.repeat(255));
    expect(storedName(`${'🚲'.repeat(200)}.jpg`)).toBe(`${'🚲'.repeat(100)}.jpg`);
    expect(Buffer.byteLength(storedName(long))).toBeLessThan(500);
  });
});
