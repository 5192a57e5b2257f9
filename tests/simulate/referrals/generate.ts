import type { Simulation } from "./events.ts"
import { frauds, oddities, ordinary, unseen } from "./stories/stories.ts"
import type { Story } from "./stories/story.ts"
import { shopAround } from "./world/background.ts"
import { ENDS_AT, STARTS_AT } from "./world/time.ts"
import { newWorld, type World } from "./world/world.ts"

/** Referrals that come to an order; claims without one come on top. */
const REFERRALS = 4_000
const SHOPPERS = 1_500

/**
 * A shop's 180 days by its seed: at least 4,000 ordered referrals, of which about 55 % are ordinary, 20 % honest and
 * odd, 25 % fraud. The same seed gives the same shop, to the byte of its JSON.
 */
export const generate = (seed: number): Simulation =>
  play(seed, [...frauds, ...oddities], REFERRALS)

/**
 * The same for 2,000 ordered referrals: honest people as above, and fraud only by the two strategies that no score was
 * written for, a fifth of all. For a look at recall, never for tuning.
 */
export const generateUnseen = (seed: number): Simulation =>
  play(seed, [...unseen, ...oddities], REFERRALS / 2)

function play(seed: number, stories: readonly Story[], referrals: number): Simulation {
  const world = newWorld(seed)
  shopAround(world, SHOPPERS)
  for (const story of stories) fill(world, story, Math.ceil((referrals * story.perMille) / 1_000))
  const told = [...world.ordered.values()].reduce((sum, count) => sum + count, 0)
  const already = world.ordered.get(ordinary.kind) ?? 0
  fill(world, ordinary, referrals - told + already)
  const events = world.events.filter(({ at }) => at < ENDS_AT).sort((a, b) => a.at - b.at)
  const { shop, labels } = world
  return { seed, shop, startsAt: STARTS_AT, endsAt: ENDS_AT, events, labels }
}

/** Tells the story until so many referrals of its kind came to an order. */
function fill(world: World, { kind, tell }: Story, wanted: number) {
  for (;;) {
    const room = wanted - (world.ordered.get(kind) ?? 0)
    if (room <= 0) return
    tell(world, room)
  }
}
