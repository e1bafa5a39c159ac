/** Parts of a window that are counted by themselves. */
export const PARTS = 10;

/**
 * Counts a call of KEYS[1] unless as many as ARGV[1] came within the last ARGV[2] ms, and answers
 * `{ allowed, left, ms until the oldest counted calls leave the window }`. A window is counted in ten parts, and the part
 * that has begun to leave counts whole: no span of that length ever holds more than the limit, and nobody waits for more
 * than a tenth longer. It takes a dozen numbers a subject where a list of times would take thousands.
 * Redis' own clock decides, so processes need not agree on theirs. A call that is refused does not count: who waits as
 * told gets through, also after having hammered.
 */
export const SLIDING_WINDOW = `
  local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
  local part = window / ${PARTS}
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local slot = math.floor(now / part)
  local counts = redis.call('HGETALL', KEYS[1])
  local used, oldest, gone = 0, slot, {}
  for i = 1, #counts, 2 do
    local counted = tonumber(counts[i])
    if counted < slot - ${PARTS} then
      gone[#gone + 1] = counts[i]
    else
      used = used + tonumber(counts[i + 1])
      if counted < oldest then oldest = counted end
    end
  end
  local reset = math.ceil((oldest + ${PARTS} + 1) * part - now)
  if used >= limit then return { 0, 0, reset } end
  if #gone > 0 then redis.call('HDEL', KEYS[1], unpack(gone)) end
  if redis.call('HINCRBY', KEYS[1], string.format('%.0f', slot), 1) == 1 then
    redis.call('PEXPIRE', KEYS[1], math.ceil(2 * window))
  end
  return { 1, limit - used - 1, reset }`;
