/**
 * Counts a call of KEYS[1] unless ARGV[1] came within the last ARGV[2] ms, and answers
 * `{ allowed, left, ms until the window's end, ms to wait }`. The window slides: the one before counts by the part of it
 * that still lies within. So a limit holds for any minute, not only for those that begin with the clock's, from two
 * numbers a subject instead of a list of times. Redis' own clock decides, so processes need not agree on theirs.
 * A call that is refused does not count: who waits as told gets through, also after having hammered.
 */
export const SLIDING_WINDOW = `
  local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local slot = math.floor(now / window)
  local kept = redis.call('HMGET', KEYS[1], 'slot', 'current', 'previous')
  local current, previous = 0, 0
  if kept[1] then
    local age = slot - tonumber(kept[1])
    if age <= 0 then
      current, previous = tonumber(kept[2]), tonumber(kept[3])
    elseif age == 1 then
      previous = tonumber(kept[2])
    end
  end
  local elapsed = now - slot * window
  local used = previous * (window - elapsed) / window + current
  if used + 1 <= limit then
    redis.call('HSET', KEYS[1], 'slot', slot, 'current', current + 1, 'previous', previous)
    redis.call('PEXPIRE', KEYS[1], 2 * window)
    return { 1, math.floor(limit - used - 1), window - elapsed, 0 }
  end
  local wait
  if current + 1 <= limit then
    wait = window * (1 - (limit - 1 - current) / previous) - elapsed
  else
    wait = window - elapsed + window * math.max(0, 1 - (limit - 1) / current)
  end
  return { 0, 0, window - elapsed, math.ceil(wait) }`;
