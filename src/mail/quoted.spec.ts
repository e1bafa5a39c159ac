import { quoted } from './quoted.js';

describe('a name in a mail', () => {
  it.each([
    ['Ada & Sons (Ltd.)', '“Ada & Sons (Ltd.)”'],
    ['Zoë’s Fotostudio, Köln', '“Zoë’s Fotostudio, Köln”'],
    ['写真館 12', '“写真館 12”'],
    ['Win a car: https://evil.example/now', '“Win a car https evil example now”'],
    ['evil.example', '“evil example”'],
    ['ｅｖｉｌ．ｅｘａｍｐｌｅ', '“evil example”'],
    ['evil。example', '“evil example”'],
    ['www.evil.example', '“www evil example”'],
    ['mallory@evil.example', '“mallory evil example”'],
    ['Call +1 (800) 555-0100 now', '“Call + now”'],
    ['Ada\r\nBcc: you@example.com', '“Ada Bcc you example com”'],
    ['”</a> “quoted”', '“a quoted”'],
    ['\u202Eelpmaxe\u200B.live', '“elpmaxe live”'],
    ['', '“”'],
  ])('of %j is %s', (name, expected) => expect(quoted(name)).toBe(expected));

  it('is short', () => {
    expect(quoted('long '.repeat(50)).length).toBeLessThanOrEqual(43);
  });
});
