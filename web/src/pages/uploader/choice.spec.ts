import { choose } from './choice';

const MB = 1024 * 1024;
const file = (name: string, type = 'image/jpeg', size = 3) => new File([new Uint8Array(size)], name, { type });
const namesOf = (files: File[]) => files.map(({ name }) => name);

describe('chosen files', () => {
  it('are taken in their order', () => {
    const { taken, problems } = choose([file('b.jpg'), file('a.png', 'image/png')], 20);
    expect(namesOf(taken)).toEqual(['b.jpg', 'a.png']);
    expect(problems).toEqual([]);
  });

  it('are images of at most 20 MB', () => {
    const { taken, problems } = choose(
      [
        file('notes.txt', 'text/plain'),
        file('full.jpg', 'image/jpeg', 20 * MB),
        file('over.jpg', 'image/jpeg', 20 * MB + 1),
        file('unknown', ''),
      ],
      20,
    );
    expect(namesOf(taken)).toEqual(['full.jpg']);
    expect(problems).toEqual([
      'notes.txt is not an image.',
      'over.jpg is larger than 20 MB.',
      'unknown is not an image.',
    ]);
  });

  it('are as many as there is room for', () => {
    const three = [file('1.jpg'), file('2.jpg'), file('3.jpg')];
    expect(choose(three, 3)).toEqual({ taken: three, problems: [] });
    expect(namesOf(choose(three, 2).taken)).toEqual(['1.jpg', '2.jpg']);
    expect(choose(three, 2).problems).toEqual(['At most 20 images at a time; the others were left out.']);
    expect(choose(three, 0).taken).toEqual([]);
  });

  it('that are refused take no room', () => {
    const { taken, problems } = choose([file('notes.txt', 'text/plain'), file('1.jpg')], 1);
    expect(namesOf(taken)).toEqual(['1.jpg']);
    expect(problems).toEqual(['notes.txt is not an image.']);
  });
});
