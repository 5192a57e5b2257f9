import {
  type Account,
  type AccountState,
  apply,
  load,
  redemptionOf,
  refresh,
  set,
} from "./account.ts"
import type { ClaimAnswer, Member, RedemptionAnswer } from "./api.ts"
import { ask, askUntilAnswered, unavailable } from "./ask.ts"
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
      const { body, code: refusal } = await askUntilAnswered<RedemptionAnswer>(address, {})
      // Returned already, by a try whose answer was lost: the account says so when it is read again.
      if (!body) return refusal === "not-issued" ? undefined : refusal
      keep(account, body, undefined, { key: "codes.returned", count: body.redemption.points })
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
      const { code } = await ask(`${account.api}/claims`, {})
      if (!code) account.state.claimMailed = true
      return code
    }),

  /** Takes the waiting points with the code from the mail. */
  confirmClaim: (account: Account, code: string) =>
    once(account, "claim", async () => {
      const answer = await ask<ClaimAnswer>(`${account.api}/claims/confirm`, { code })
      if (!answer.body) return answer.code
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
  const { body, code } = await askUntilAnswered<RedemptionAnswer>(`${api}/redemptions`, wish)
  if (code !== unavailable) delete keys[rewardId]
  if (!body) return code
  keep(account, body, { id: body.redemption.id, place: null })
  await apply(account, body.redemption)
  return undefined
}

/** Shows the answer at once; the account is read again in a moment. */
function keep(
  account: Account,
  { redemption, member }: RedemptionAnswer,
  fresh: AccountState["fresh"],
  note?: AccountState["note"],
): void {
  const { redemptions = [], ...rest } = account.state.member ?? {}
  const others = redemptions.filter(({ id }) => id !== redemption.id)
  const known = { ...rest, ...member, redemptions: [redemption, ...others] } as Member
  set(account, { member: known, fresh, note })
}

const quiet = { problem: undefined, note: undefined, news: undefined, below: undefined }
