import { setTimeout as sleep } from 'node:timers/promises';
import { PasswordLanesService } from './password-lanes.service.js';

describe('lanes of passwords', () => {
  it('check one at a time each, refuse what comes when many wait, and do not wait for each other', async () => {
    const lanes = new PasswordLanesService();
    let [now, most] = [0, 0];
    const check = async () => {
      most = Math.max(most, (now += 1));
      await sleep(5);
      now -= 1;
    };
    const crowd = Array.from({ length: 100 }, () => lanes.check('unknown', check));
    const ends = Promise.allSettled(crowd);
    let isKnownThrough = false;
    await lanes.check('known', async () => {
      isKnownThrough = true;
    });
    expect([isKnownThrough, now]).toEqual([true, 1]);
    const outcomes = await ends;
    expect(most).toBe(1);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
    // One that fails holds up nobody.
    await expect(lanes.check('unknown', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await lanes.check('unknown', check);
  });
});
