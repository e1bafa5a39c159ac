/**
 * What all processes know of the AI provider, as one hash in Redis. Each script is one step, and Redis runs one at a time,
 * by its own clock. Losing the hash loses nothing but what was learned.
 *
 * `at`: when the next call may go. `gap`: milliseconds between calls, learned from refusals. `rest`: nobody calls before.
 * `failures`: calls in a row without a reply. `down`: since when nobody calls. `probe`: when to see whether it is back.
 */
const NOW = `local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000)`;
/** Two days: longer than images wait for a provider that is down. */
const KEEP = `redis.call('PEXPIRE', KEYS[1], 172800000)`;

/** Takes the next turn. ARGV[1] milliseconds between calls. Returns { to wait } or { -1, down for }. */
export const RESERVE = `${NOW}
  local s = redis.call('HMGET', KEYS[1], 'down', 'at', 'gap')
  if s[1] then return { -1, now - s[1] } end
  local learned = tonumber(s[3] or '0')
  local at = math.max(now, tonumber(s[2] or '0'))
  redis.call('HSET', KEYS[1], 'at', at + math.max(tonumber(ARGV[1]), learned), 'gap', learned < 5 and 0 or learned * 0.98)
  ${KEEP}
  return { math.ceil(at - now) }`;

/** Whether a turn that was waited for still holds: the provider did not ask for a rest meanwhile. */
export const CONFIRM = `${NOW}
  local s = redis.call('HMGET', KEYS[1], 'down', 'rest')
  return (s[1] or tonumber(s[2] or '0') > now) and 0 or 1`;

/** Nobody calls for ARGV[1] ms, and calls are twice as far apart behind that; refusals of one second count once. */
export const REST = `${NOW}
  local s = redis.call('HMGET', KEYS[1], 'at', 'gap', 'rest', 'slowed')
  local till = now + tonumber(ARGV[1])
  redis.call('HSET', KEYS[1], 'at', math.max(till, tonumber(s[1] or '0')), 'rest', math.max(till, tonumber(s[3] or '0')))
  if now - tonumber(s[4] or '0') > 1000 then
    local gap = math.max(20, tonumber(s[2] or '0'), tonumber(ARGV[2])) * 2
    redis.call('HSET', KEYS[1], 'gap', math.min(10000, gap), 'slowed', now)
  end
  ${KEEP}`;

/** Down from now on; the first probe comes after ARGV[1] ms. */
export const CLOSE = `${NOW}
  redis.call('HSETNX', KEYS[1], 'down', now)
  redis.call('HSET', KEYS[1], 'probe', now + tonumber(ARGV[1]), 'wait', ARGV[1])
  ${KEEP}`;

/** One more call in a row that got no reply; with ARGV[1] of them it is down, and probed after ARGV[2] ms. 1 when it is down. */
export const FAILED = `${NOW}
  local failures = redis.call('HINCRBY', KEYS[1], 'failures', 1)
  ${KEEP}
  if redis.call('HEXISTS', KEYS[1], 'down') == 1 then return 1 end
  if failures < tonumber(ARGV[1]) then return 0 end
  redis.call('HSET', KEYS[1], 'down', now, 'probe', now + tonumber(ARGV[2]), 'wait', ARGV[2])
  return 1`;

/** It replies: failures are forgotten. */
export const SUCCEEDED = `redis.call('HDEL', KEYS[1], 'failures', 'down', 'probe', 'wait')`;

/** 1 for the process that is to probe now; the next probe waits twice as long, ARGV[1] ms at most. */
export const TAKE_PROBE = `${NOW}
  local s = redis.call('HMGET', KEYS[1], 'down', 'probe', 'wait')
  if not s[1] or tonumber(s[2] or '0') > now then return 0 end
  local wait = math.min(tonumber(ARGV[1]), 2 * tonumber(s[3] or '1000'))
  redis.call('HSET', KEYS[1], 'probe', now + wait, 'wait', wait)
  return 1`;

/** For how many milliseconds it has been down, -1 when it is not. */
export const DOWN_FOR = `${NOW} local down = redis.call('HGET', KEYS[1], 'down') return down and now - down or -1`;
