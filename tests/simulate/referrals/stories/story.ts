import type { World } from "#tests/simulate/referrals/world/world.ts"

/** One kind of referral: who does it, how, and how much of it there is. */
export type Story = {
  kind: string
  honest: boolean
  /** Of a thousand referrals that come to an order. */
  perMille: number
  /** Plays one case of it: an advocate and the friends; at most about `room` come to an order. */
  tell: (world: World, room: number) => void
}
