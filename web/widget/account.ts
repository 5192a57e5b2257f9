import type { HistoryLine, Member, Points, Program, Redemption } from "./api.ts"
import { ask } from "./ask.ts"
import { type CartPlace, putInCart } from "./cart.ts"

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

/** What the shopper has, as far as the shop has told. */
export type Account = {
  state: AccountState
  /** Base of the storefront API. */
  api: string
  /** Address of the shop's cart. */
  cart: string
  /** Called after each change of `state`. */
  changed: () => void
  /** Grows with each action: an answer that was asked for before the action is out of date. */
  age: number
  /** Idempotency keys of wishes that nobody has answered: a second try must not be a second wish. */
  keys: Record<string, string>
}

export function openAccount(api: string, cart: string, changed: () => void): Account {
  return { state: { phase: "loading" }, api, cart, changed, age: 0, keys: {} }
}

export function set({ state, changed }: Account, part: Partial<AccountState>): void {
  Object.assign(state, part)
  changed()
}

/** Reads programme and member; keeps what is shown if the shop does not answer. */
export async function load(account: Account): Promise<void> {
  const { state, api } = account
  if (state.phase === "down") set(account, { phase: "loading" })
  const [{ body }] = await Promise.all([
    ask<{ program: Program }>(`${api}/program`),
    refresh(account),
  ])
  if (body) state.program = body.program
  set(account, { phase: state.program && state.member !== undefined ? "ready" : "down" })
}

/** Asks for the points alone, the cheapest question, and reads the member again if they changed. */
export async function glance(account: Account): Promise<void> {
  const { body } = await ask<{ member: Points | null }>(`${account.api}/balance`)
  if (body && balanceOf(body.member) !== balanceOf(account.state.member)) await refresh(account)
}

/** Reads the member again. */
export async function refresh(account: Account): Promise<void> {
  const { age, api } = account
  const { body } = await ask<{ member: Member | null }>(`${api}/me`)
  if (body && age === account.age) settle(account, body.member)
}

const balanceOf = (member?: Points | null) => member && member.points - member.owedPoints

function settle(account: Account, member: Member | null): void {
  const { state } = account
  const before = state.member?.history
  const latest = member?.history[0]
  const isNews = before && latest && latest.id !== before[0]?.id && latest.points > 0
  if (isNews && !state.note) state.news = latest
  if (JSON.stringify(member) !== JSON.stringify(state.member)) set(account, { member })
  const made = redemptionOf(account, state.fresh?.id)
  if (made && !state.fresh?.place) void apply(account, made)
}

export const redemptionOf = ({ state }: Account, id: string | undefined): Redemption | undefined =>
  state.member?.redemptions.find((redemption) => redemption.id === id)

/** Puts a redemption's code into the cart, once there is one. */
export async function apply(account: Account, { id, code }: Redemption): Promise<void> {
  if (!code) return
  set(account, { fresh: { id, place: "adding" } })
  set(account, { fresh: { id, place: await putInCart(account.cart, code) } })
}
