import { actorName } from './actor';

const NOBODY = { name: null, email: null, masked: null };

describe('who did something', () => {
  it('is said by name', () => {
    const ada = { kind: 'person', id: 'per_1', name: 'Ada Lovelace', email: 'ada@example.com', masked: null };
    expect(actorName(ada)).toBe('Ada Lovelace (ada@example.com)');
    const key = { kind: 'key', id: 'key_1', name: 'CI', email: null, masked: 'flx_live_a3b4c...f8e9' };
    expect(actorName(key)).toBe('API key “CI” (flx_live_a3b4c...f8e9)');
    expect(actorName({ ...NOBODY, kind: 'operator', id: 'alice', name: 'alice' })).toBe('operator alice');
  });

  it('is said by kind and id without a name, as for a key of an early entry that was deleted', () => {
    expect(actorName({ ...NOBODY, kind: 'key', id: 'key_1' })).toBe('an API key (key_1)');
    expect(actorName({ ...NOBODY, kind: 'person', id: 'per_1' })).toBe('a member (per_1)');
    expect(actorName({ ...NOBODY, kind: 'service', id: null })).toBe('the service');
    expect(actorName({ ...NOBODY, kind: 'anybody', id: null })).toBe('somebody unknown');
    expect(actorName({ ...NOBODY, kind: 'robot', id: null })).toBe('robot');
  });
});
