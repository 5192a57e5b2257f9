import type {
  ClaimAnswer,
  HistoryLine,
  Member,
  Program,
  Redemption,
  RedemptionAnswer,
} from "./api.ts"
import { ask, askUntilAnswered } from "./ask.ts"
import { type CartPlace, cartTotalMinor, putInCart, takeFromCart } from "./cart.ts"

/** Everything the panel shows, as plain data. */
export type AccountState = {
  /** `down`: nothing could be read yet. Later failures keep what is shown. */
  phase: "loading" | "ready" | "down"
  program?: Program
  /** null: nobody is signed in. */
  member?: Member | null
  /** What is under way, as "redeem:<rewardId>"; one thing at a time. */
  busy?: string | undefined
  /** The redemption made or chosen just now; `place` is null until there is a code to put somewhere. */
  fresh?: { id: string; place: CartPlace | "adding" | null } | undefined
  /** A reward whose minimum the cart does not reach: the shopper decides. */
  below?: { rewardId: string; cartMinor: number } | undefined
  /** Points waiting under the shopper's email: a code was mailed. */
  claimMailed?: boolean
  /** The last thing that went wrong: the server's error code, and during what. */
  problem?: { code: string; at: string } | undefined
  /** The last thing that went well: a text and its count. */
  note?: { key: string; count: number } | undefined
  /** Points that arrived while the panel was open. */
  news?: HistoryLine | undefined
}

/** The code of what went wrong; nothing when all went well. */
// biome-ignore lint/suspicious/noConfusingVoidType: an action that goes well returns nothing at all.
type Refusal = string | void

export type Account = ReturnType<typeof openAccount>

/**
 * What the shopper has, and everything that can be done with it. `changed` is called after each change
 * of `state`. `api` is the base of the storefront API, `cartUrl` the shop's cart.
 */
export function openAccount(api: string, cartUrl: string, changed: () => void) {
  const state: AccountState = { phase: "loading" }
  // Grows with each action: an answer that was asked for before the action is out of date.
  let age = 0
  // The idempotency keys of wishes that nobody has answered: a second try must not be a second wish.
  const keys: Record<string, string> = {}

  const set = (part: Partial<AccountState>) => {
    Object.assign(state, part)
    changed()
  }
  const redemptionOf = (id: string | undefined) =>
    state.member?.redemptions.find((redemption) => redemption.id === id)

  /** Reads programme and member; keeps what is shown if the shop does not answer. */
  async function load(): Promise<void> {
    if (state.phase === "down") set({ phase: "loading" })
    const [answer] = await Promise.all([ask<{ program: Program }>(`${api}/program`), refresh()])
    if (answer.ok) state.program = answer.body.program
    set({ phase: state.program && state.member !== undefined ? "ready" : "down" })
  }

  async function refresh(): Promise<void> {
    const asked = age
    const answer = await ask<{ member: Member | null }>(`${api}/me`)
    if (!answer.ok) return
    if (asked === age) settle(answer.body.member)
  }

  function settle(member: Member | null): void {
    const before = state.member?.history
    const latest = member?.history[0]
    const isNews = before && latest && latest.id !== before[0]?.id && latest.points > 0
    if (isNews && !state.note) state.news = latest
    if (JSON.stringify(member) !== JSON.stringify(state.member)) set({ member })
    const made = redemptionOf(state.fresh?.id)
    if (made?.code && !state.fresh?.place) void apply(made)
  }

  /** Runs one action at a time: a second press while it runs does nothing. */
  async function once(at: string, action: () => Promise<Refusal>): Promise<void> {
    if (state.busy) return
    age++
    set({ busy: at, ...quiet })
    const code = await action()
    age++
    set({ busy: undefined, problem: code ? { code, at } : undefined })
    await refresh()
  }

  async function spend(rewardId: string): Promise<Refusal> {
    keys[rewardId] ??= crypto.randomUUID()
    const wish = { rewardId, idempotencyKey: keys[rewardId] }
    const answer = await askUntilAnswered<RedemptionAnswer>(`${api}/redemptions`, wish)
    if (answer.ok || answer.code !== "unavailable") delete keys[rewardId]
    if (!answer.ok) return answer.code
    keep(answer.body, { fresh: { id: answer.body.redemption.id, place: null } })
    await apply(answer.body.redemption)
  }

  async function apply({ id, code }: Redemption): Promise<void> {
    if (!code) return
    set({ fresh: { id, place: "adding" } })
    set({ fresh: { id, place: await putInCart(cartUrl, code) } })
  }

  function keep({ redemption, member }: RedemptionAnswer, part: Partial<AccountState>): void {
    const { redemptions = [], ...rest } = state.member ?? {}
    const others = redemptions.filter(({ id }) => id !== redemption.id)
    set({ ...part, member: { ...rest, ...member, redemptions: [redemption, ...others] } as Member })
  }

  return {
    state,
    load,
    refresh,

    /** Spends points on a reward; asks back first if the cart is below the reward's minimum. */
    redeem: (rewardId: string) =>
      once(`redeem:${rewardId}`, async () => {
        const { currency, rewards } = state.program!
        const minimum = rewards.find(({ id }) => id === rewardId)?.minimumSpendMinor
        const cartMinor = minimum ? await cartTotalMinor(cartUrl, currency) : null
        if (cartMinor === null || cartMinor >= minimum!) return spend(rewardId)
        set({ below: { rewardId, cartMinor } })
      }),
    redeemAnyway: (rewardId: string) => once(`redeem:${rewardId}`, () => spend(rewardId)),
    dismiss: () => set(quiet),

    /** Gives an unused code back for its points, and takes it out of the cart. */
    handBack: (id: string) =>
      once(`handBack:${id}`, async () => {
        const code = redemptionOf(id)?.code
        const address = `${api}/redemptions/${encodeURIComponent(id)}/return`
        const answer = await askUntilAnswered<RedemptionAnswer>(address, {})
        if (!answer.ok) return answer.code
        const count = answer.body.redemption.points
        keep(answer.body, { fresh: undefined, note: { key: "codes.returned", count } })
        if (code) await takeFromCart(cartUrl, code)
      }),

    /** Puts an older, unused code into the cart. */
    putIntoCart: (id: string) => once(`putIntoCart:${id}`, () => apply(redemptionOf(id)!)),

    /** Mails a one-time code for the points that wait under the shopper's email. */
    mailClaim: () =>
      once("claim", async () => {
        const answer = await ask(`${api}/claims`, {})
        if (!answer.ok) return answer.code
        state.claimMailed = true
      }),

    /** Takes the waiting points with the code from the mail. */
    confirmClaim: (code: string) =>
      once("claim", async () => {
        const answer = await ask<ClaimAnswer>(`${api}/claims/confirm`, { code })
        // The server does not tell a wrong code from an old one, and neither do we.
        if (!answer.ok) return answer.code === "unavailable" ? answer.code : "wrong-code"
        state.claimMailed = false
        state.note = { key: "waiting.claimed", count: answer.body.claimedPoints }
      }),

    copied: () => set({ note: { key: "codes.copied", count: 0 } }),
  }
}

const quiet = { problem: undefined, note: undefined, news: undefined, below: undefined }
