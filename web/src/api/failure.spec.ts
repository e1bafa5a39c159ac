import { ApiFailure, asFailure, failureOf } from './failure';

describe('a refusal of the service', () => {
  const refused = failureOf(402, {
    error: 'Not enough credits',
    code: 'insufficient_credits',
    available: 3,
    required: 10,
  });

  it('keeps its status, its code, its words and what else it says', () => {
    expect(refused).toMatchObject({
      status: 402,
      code: 'insufficient_credits',
      message: 'Not enough credits',
      details: { available: 3, required: 10 },
    });
    expect(refused.fields).toEqual({});
  });

  it('says what is wrong with each field', () => {
    const fields = [
      { path: 'compress.quality', message: 'At most 100' },
      { path: 'source.prefix', message: 'Too long' },
    ];
    expect(failureOf(400, { error: 'Wrong', code: 'invalid_request', fields }).fields).toEqual({
      'compress.quality': 'At most 100',
      'source.prefix': 'Too long',
    });
  });
});

describe('an answer that is not the service’s', () => {
  it.each([
    ['a page', '<h1>Bad gateway</h1>'],
    ['nothing', undefined],
    ['null', null],
    ['a list', ['error']],
    ['JSON of a proxy', { error: { code: 502, message: 'upstream' } }],
    ['JSON with numbers', { error: 'cloud', code: 1020, fields: 'none' }],
  ])('gives only its status: %s', (_, body) => {
    const failure = failureOf(502, body);
    expect(failure).toMatchObject({ status: 502, code: 'unreachable', message: 'HTTP 502', details: {} });
    expect(failure.fields).toEqual({});
  });
});

describe('what was thrown', () => {
  it('stays a failure when it is one', () => {
    const failure = failureOf(404, { error: 'Gone', code: 'not_found' });
    expect(asFailure(failure)).toBe(failure);
  });

  it('is otherwise a service that was not reached', () => {
    expect(asFailure(new TypeError('Failed to fetch'))).toMatchObject({
      status: 0,
      code: 'unreachable',
      message: 'Failed to fetch',
    });
    expect(asFailure('nothing')).toMatchObject({ status: 0, message: 'nothing' });
  });
});

describe('the same call may succeed later', () => {
  it.each([
    [0, true],
    [400, false],
    [401, false],
    [404, false],
    [409, false],
    [422, false],
    [429, true],
    [500, true],
    [503, true],
  ])('after %d: %s', (status, isPassing) => {
    expect(new ApiFailure(status, 'any', 'any').isPassing).toBe(isPassing);
  });
});
