import { type Account, apply, load, redemptionOf, refresh, set } from "./account.ts"
import type { ClaimAnswer, Member, RedemptionAnswer } from "./api.ts"
import { ask, askUntilAnswered } from "./ask.ts"
import { cartTotalMinor, takeFromCart } from "./cart.ts"

/** The code of what went wrong; undefined when all went well. */
type Refusal = string | undefined

/** Everything that a press can ask of an account; `id` is what the pressed button is about. */
export const acts = {
  load,

  /** Spends points on a reward; asks back first if the cart is below the reward's minimum. */
  redeem: (account: Account, rewardId: string) =>
    once(account, `redeem:${rewardId}`, async () => {
      const { currency, rewards } = account.state.program!
      const minimum = rewards.find(({ id }) => id === rewardId)?.minimumSpendMinor
      const cartMinor = minimum ? await cartTotalMinor(account.cart, currency) : null
      if (cartMinor === null || cartMinor >= minimum!) return spend(account, rewardId)
      set(account, { below: { rewardId, cartMinor } })
      return undefined
    }),

  redeemAnyway: (account: Account, rewardId: string) =>
    once(account, `redeem:${rewardId}`, () => spend(account, rewardId)),

  dismiss: (account: Account) => set(account, quiet),

  /** Gives an unused code back for its points, and takes it out of the cart. */
  handBack: (account: Account, id: string) =>
    once(account, `handBack:${id}`, async () => {
      const code = redemptionOf(account, id)?.code
      const address = `${account.api}/redemptions/${encodeURIComponent(id)}/return`
      const answer = await askUntilAnswered<RedemptionAnswer>(address, {})
      // Returned already, by a try whose answer was lost: the account says so when it is read again.
      if (!answer.ok) return answer.code === "not-issued" ? undefined : answer.code
      keep(account, answer.body)
      set(account, {
        fresh: undefined,
        note: { key: "codes.returned", count: answer.body.redemption.points },
      })
      if (code) await takeFromCart(account.cart, code)
      return undefined
    }),

  /** Puts an older, unused code into the cart. */
  putIntoCart: (account: Account, id: string) =>
    once(account, `putIntoCart:${id}`, async () => {
      await apply(account, redemptionOf(account, id)!)
      return undefined
    }),

  /** Mails a one-time code for the points that wait under the shopper's email. */
  mailClaim: (account: Account) =>
    once(account, "claim", async () => {
      const answer = await ask(`${account.api}/claims`, {})
      if (!answer.ok) return answer.code
      account.state.claimMailed = true
      return undefined
    }),

  /** Takes the waiting points with the code from the mail. */
  confirmClaim: (account: Account, code: string) =>
    once(account, "claim", async () => {
      const answer = await ask<ClaimAnswer>(`${account.api}/claims/confirm`, { code })
      if (!answer.ok) return answer.code
      account.state.claimMailed = false
      account.state.note = { key: "waiting.claimed", count: answer.body.claimedPoints }
      return undefined
    }),
}

/** Runs one action at a time: a second press while it runs does nothing. */
async function once(account: Account, at: string, act: () => Promise<Refusal>): Promise<void> {
  if (account.state.busy) return
  account.age++
  set(account, { busy: at, ...quiet })
  const code = await act()
  account.age++
  set(account, { busy: undefined, problem: code ? { code, at } : undefined })
  await refresh(account)
}

async function spend(account: Account, rewardId: string): Promise<Refusal> {
  const { keys, api } = account
  keys[rewardId] ??= crypto.randomUUID()
  const wish = { rewardId, idempotencyKey: keys[rewardId] }
  const answer = await askUntilAnswered<RedemptionAnswer>(`${api}/redemptions`, wish)
  if (answer.ok || answer.code !== "unavailable") delete keys[rewardId]
  if (!answer.ok) return answer.code
  const { redemption } = answer.body
  account.state.fresh = { id: redemption.id, place: null }
  keep(account, answer.body)
  await apply(account, redemption)
  return undefined
}

/** Shows the answer at once; the account is read again in a moment. */
function keep(account: Account, { redemption, member }: RedemptionAnswer): void {
  const { redemptions = [], ...rest } = account.state.member ?? {}
  const others = redemptions.filter(({ id }) => id !== redemption.id)
  set(account, { member: { ...rest, ...member, redemptions: [redemption, ...others] } as Member })
}

const quiet = { problem: undefined, note: undefined, news: undefined, below: undefined }
