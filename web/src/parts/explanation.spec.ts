import { failureOf } from '../api/failure';
import { explain } from './explanation';

describe('what went wrong, to a reader', () => {
  it('is ours with the service’s own sentence', () => {
    const { title, text, said } = explain(failureOf(404, { error: 'No batch bat_1', code: 'not_found' }));
    expect(title).toBe('It is not here');
    expect(text).toBe('It may have been deleted.');
    expect(said).toEqual(['No batch bat_1']);
  });

  it('is not said twice', () => {
    expect(explain(failureOf(413, { error: 'Too large', code: 'too_large' })).said).toEqual([]);
  });

  it('says what it would take, when the service does', () => {
    const refused = { error: 'Not allowed', code: 'forbidden' };
    expect(explain(failureOf(403, { ...refused, requires: 'owner' })).text).toBe(
      'Only an owner of the account can do it.',
    );
    expect(explain(failureOf(403, { ...refused, requires: 'unheard' })).text).toBeUndefined();
  });

  it('names each field instead of the sentence', () => {
    const fields = [
      { path: 'name', message: 'is missing' },
      { path: 'url', message: 'is no address' },
    ];
    expect(explain(failureOf(400, { error: 'Invalid', code: 'invalid_request', fields })).said).toEqual([
      'name: is missing',
      'url: is no address',
    ]);
  });

  it('says how many credits there are, when the service does', () => {
    const short = { error: 'Not enough credits', code: 'insufficient_credits' };
    expect(explain(failureOf(402, { ...short, available: 0, required: 1_200 })).said).toEqual([
      '0 available, 1,200 needed.',
    ]);
    expect(explain(failureOf(402, short)).said).toEqual([]);
  });

  it('is general for a code that is not known, with the words that came with it', () => {
    expect(explain(failureOf(418, { error: 'A teapot', code: 'teapot' }))).toMatchObject({
      title: 'That did not work',
      said: ['A teapot'],
    });
  });

  it('has no empty line when there are no words', () => {
    expect(explain(new TypeError(''))).toMatchObject({ title: 'The server did not answer', said: [] });
  });
});
