// What changes the state of a job in Redis, each in one step. A request may be sent twice when a connection
// breaks, so each script has the same effect when it runs again.

/**
 * Takes the lease: `[token, 0]`. Or `[0, milliseconds, owner]`: how long another owner has it still.
 *
 * KEYS: lease, fence. ARGV: owner, time to live in milliseconds.
 */
export const acquire = `
local held = redis.call("GET", KEYS[1])
if held then
  local token, owner = string.match(held, "^(%d+) (.*)$")
  if owner ~= ARGV[1] then return {0, redis.call("PTTL", KEYS[1])} end
  return {tonumber(token), 0}
end
local token = redis.call("INCR", KEYS[2])
redis.call("SET", KEYS[1], token .. " " .. ARGV[1], "PX", ARGV[2])
return {token, 0}`;

/**
 * Extends the lease: 1, or 0 when another owner has taken it since. One that ended while Redis could not be
 * reached is taken again, if no other owner was faster.
 *
 * KEYS: lease, fence. ARGV: token, owner, time to live in milliseconds.
 */
export const renew = `
if redis.call("GET", KEYS[2]) ~= ARGV[1] then return 0 end
redis.call("SET", KEYS[1], ARGV[1] .. " " .. ARGV[2], "PX", ARGV[3])
return 1`;

/** KEYS: lease. ARGV: owner. */
export const release = `
local held = redis.call("GET", KEYS[1])
if held and string.match(held, "^%d+ (.*)$") == ARGV[1] then redis.call("DEL", KEYS[1]) end
return 1`;

/**
 * Begins a run, or continues one that is not complete: the fields of the run, or 0 for an old token.
 *
 * KEYS: fence, run, batches, claims, incomplete. ARGV: token, now in Unix seconds, whether the mark is
 * dropped after a complete run, whether all is dropped, the prefix of outcomes.
 */
export const begin = `
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
local id = redis.call("HGET", KEYS[2], "id")
if id ~= ARGV[1] then
  local isComplete = redis.call("HGET", KEYS[2], "isComplete")
  if not id or isComplete or ARGV[4] == "1" then
    local mark = redis.call("HGET", KEYS[2], "mark")
    for _, batch in ipairs(redis.call("HKEYS", KEYS[3])) do
      redis.call("DEL", ARGV[5] .. batch)
    end
    redis.call("DEL", KEYS[2], KEYS[3], KEYS[4], KEYS[5])
    redis.call("HSET", KEYS[2], "id", ARGV[1], "startedAt", ARGV[2], "next", 0)
    if mark and ARGV[3] == "0" and ARGV[4] == "0" then redis.call("HSET", KEYS[2], "mark", mark) end
  else
    redis.call("HDEL", KEYS[2], "stop")
  end
end
return redis.call("HGETALL", KEYS[2])`;

/**
 * Adds batches with the mark behind them: how many wait now, or -1 for an old token.
 *
 * KEYS: fence, run, batches. ARGV: token, number of the first batch, mark, how many items they have, batches.
 */
export const feed = `
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return -1 end
if redis.call("HGET", KEYS[2], "next") == ARGV[2] then
  local number = tonumber(ARGV[2])
  for at = 5, #ARGV do
    redis.call("HSET", KEYS[3], string.format("%d", number), ARGV[at])
    number = number + 1
  end
  redis.call("HSET", KEYS[2], "next", string.format("%d", number), "mark", ARGV[3])
  redis.call("HINCRBY", KEYS[2], "items", ARGV[4])
end
return redis.call("HLEN", KEYS[3])`;

/**
 * The fields of the run and the numbers of the batches that are not done. Between two requests, a batch could end
 * whose counts the first one does not have.
 *
 * KEYS: run, batches.
 */
export const look = `return {redis.call("HGETALL", KEYS[1]), redis.call("HKEYS", KEYS[2])}`;

/**
 * Sets fields of the run: 1, or 0 for an old token.
 *
 * KEYS: fence, run. ARGV: token, fields and their values.
 */
export const setFields = `
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
for at = 2, #ARGV, 2 do redis.call("HSET", KEYS[2], ARGV[at], ARGV[at + 1]) end
return 1`;

/**
 * Gives a batch to a worker: `[batch, outcomes]`, or 0 for one that is done, or 1 while the run is stopped.
 *
 * KEYS: run, batches, claims, outcomes. ARGV: id of the run, number of the batch, claim.
 */
export const claim = `
if redis.call("HGET", KEYS[1], "id") ~= ARGV[1] then return 0 end
local batch = redis.call("HGET", KEYS[2], ARGV[2])
if not batch then return 0 end
if redis.call("HEXISTS", KEYS[1], "stop") == 1 then return 1 end
redis.call("HSET", KEYS[3], ARGV[2], ARGV[3])
return {batch, redis.call("HGETALL", KEYS[4])}`;

const isClaimed = `
if redis.call("HGET", KEYS[1], "id") ~= ARGV[1] or redis.call("HGET", KEYS[2], ARGV[2]) ~= ARGV[3] then
  return 0
end`;

/**
 * Keeps the outcomes of items: 1, or 0 when the batch was given to another worker, or 2 while the run is
 * stopped.
 *
 * KEYS: run, claims, outcomes. ARGV: id of the run, number of the batch, claim, places of items with their
 * outcomes.
 */
export const note: string = `${isClaimed}
for at = 4, #ARGV, 2 do redis.call("HSET", KEYS[3], ARGV[at], ARGV[at + 1]) end
return 1 + redis.call("HEXISTS", KEYS[1], "stop")`;

/**
 * Ends a batch: adds its counts, its incomplete and its failed items. 1, or 0 when it was given to another
 * worker, or has ended.
 *
 * KEYS: run, claims, outcomes, batches, incomplete, failed, keys of failed. ARGV: id of the run, number of the
 * batch, claim, counts of done, gone, failed and incomplete items, the most incomplete items to keep, how
 * many lists follow of what length: incomplete items, keys that are no longer failed, failed keys with items.
 */
export const settle: string = `${isClaimed}
for at, name in ipairs({"done", "gone", "failed", "incomplete"}) do
  redis.call("HINCRBY", KEYS[1], name, ARGV[3 + at])
end
local at = 11
for _ = 1, tonumber(ARGV[9]) do
  if redis.call("LLEN", KEYS[5]) < tonumber(ARGV[8]) then redis.call("RPUSH", KEYS[5], ARGV[at]) end
  at = at + 1
end
for _ = 1, tonumber(ARGV[10]) do
  redis.call("HDEL", KEYS[6], ARGV[at])
  redis.call("ZREM", KEYS[7], ARGV[at])
  at = at + 1
end
while at < #ARGV do
  redis.call("HSET", KEYS[6], ARGV[at], ARGV[at + 1])
  redis.call("ZADD", KEYS[7], 0, ARGV[at])
  at = at + 2
end
redis.call("HDEL", KEYS[2], ARGV[2])
redis.call("HDEL", KEYS[4], ARGV[2])
redis.call("DEL", KEYS[3])
return 1`;

/**
 * Stops a run for all, for the first reason alone.
 *
 * KEYS: run. ARGV: id of the run, reason.
 */
export const stop = `
if redis.call("HGET", KEYS[1], "id") == ARGV[1] then redis.call("HSETNX", KEYS[1], "stop", ARGV[2]) end
return 1`;
