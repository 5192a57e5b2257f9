import { randomUUID } from "node:crypto"
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http"
import type { AddressInfo } from "node:net"
import type { Member, Program, Redemption } from "#web/widget/api.ts"
import { fiveOff, line, member, program, redemption } from "./shopper.ts"

/** A shop that answers the widget over real HTTP, with the few rules that the panel depends on. */
export type Shop = Awaited<ReturnType<typeof openShop>>

export type ShopState = {
  program: Program
  member: Member | null
  cart: { item_count: number; items_subtotal_price: number; codes: string[] }
  /** Codes take a while: redemptions are answered as reserved. */
  poolIsEmpty: boolean
  /** Programme and member cannot be read. */
  isDown: boolean
  /** How many of the next redemptions are done, but their answers lost. */
  lostAnswers: number
  /** Refuses redemptions with this code. */
  refusal: string | null
  cartIsBroken: boolean
}

/** `pages` serves what is not the API, as the browser tests need it. */
export async function openShop(pages: RequestListener = (_, response) => end(response, 404, {})) {
  const state: ShopState = {
    program: structuredClone(program),
    member: member(),
    cart: { item_count: 1, items_subtotal_price: 4200, codes: [] },
    poolIsEmpty: false,
    isDown: false,
    lostAnswers: 0,
    refusal: null,
    cartIsBroken: false,
  }
  const asked: { method: string; path: string; body: Record<string, unknown> }[] = []
  const done = new Map<string, Redemption>()

  const server = createServer(async (request, response) => {
    const path = request.url!.split("?")[0]!.replace(/^\/(ur|de|te|ar)(?=\/)/, "")
    const body = await bodyOf(request)
    asked.push({ method: request.method!, path, body })
    const api = path.replace("/apps/loyalty/v1", "")
    if (path.startsWith("/cart")) return answerCart(state, path, body, response)
    if (api === path) return pages(request, response)
    return answerApi(state, done, api, body, response)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return {
    state,
    asked,
    /** How often an address was asked. */
    count: (path: string) => asked.filter((one) => one.path === path).length,
    url: `http://127.0.0.1:${port}`,
    /** The code of a reserved redemption is ready. */
    makeCode() {
      const [reserved] = state.member!.redemptions
      Object.assign(reserved!, { status: "issued", code: "LATER-1111" })
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

function answerApi(
  state: ShopState,
  done: Map<string, Redemption>,
  path: string,
  body: Record<string, unknown>,
  response: ServerResponse,
) {
  if (state.isDown) return refuse(response, 503, "unavailable")
  if (path === "/program") return end(response, 200, { program: state.program })
  if (path === "/me") return end(response, 200, { member: state.member })
  const mine = state.member
  if (path === "/balance") {
    const { points, owedPoints } = mine ?? {}
    return end(response, 200, { member: mine && { points, owedPoints } })
  }
  if (!mine) return refuse(response, 401, "not-signed-in")
  if (path === "/redemptions") return redeem(state, done, body, response)
  if (path === "/claims") return end(response, 202, {})
  if (path === "/claims/confirm") {
    if (body.code !== "12345678") return refuse(response, 409, "wrong-code")
    const claimedPoints = mine.waitingPoints
    state.member = member({ points: mine.points + claimedPoints })
    return end(response, 200, { claimedPoints, member: { points: state.member.points } })
  }
  const returned = mine.redemptions.find(({ id }) => path === `/redemptions/${id}/return`)
  if (returned?.status !== "issued") return refuse(response, 409, "not-issued")
  const history = [line(returned.points, "redemption-returned"), ...mine.history]
  state.member = member({ points: mine.points + returned.points, history })
  return end(response, 200, {
    redemption: { ...returned, status: "returned" },
    member: { points: state.member.points },
  })
}

function redeem(
  state: ShopState,
  done: Map<string, Redemption>,
  body: Record<string, unknown>,
  response: ServerResponse,
) {
  const key = String(body.idempotencyKey)
  const reward = state.program.rewards.find(({ id }) => id === body.rewardId) ?? fiveOff
  const mine = state.member!
  if (state.refusal) return refuse(response, 409, state.refusal)
  if (!done.has(key)) {
    if (mine.points < reward.points) return refuse(response, 409, "not-enough-points")
    const made = redemption({
      id: randomUUID(),
      rewardId: reward.id,
      rewardName: reward.name,
      points: reward.points,
      amountMinor: reward.amountMinor,
      minimumSpendMinor: reward.minimumSpendMinor,
      ...(state.poolIsEmpty && { status: "reserved" as const, code: null }),
    })
    done.set(key, made)
    state.member = member({
      points: mine.points - reward.points,
      redemptions: [made, ...mine.redemptions],
      history: [line(-reward.points, "redeemed", { reward: reward.name }), ...mine.history],
    })
  }
  if (state.lostAnswers-- > 0) return response.socket?.destroy()
  const points = state.member!.points
  return end(response, 201, { redemption: done.get(key), member: { points } })
}

/** A code takes effect on an order of the minimum, if there is one. */
function answerCart(
  { cart, member: mine, cartIsBroken }: ShopState,
  path: string,
  body: Record<string, unknown>,
  response: ServerResponse,
) {
  if (cartIsBroken) return refuse(response, 500, "cart")
  if (path === "/cart/update.js") cart.codes = String(body.discount).split(",").filter(Boolean)
  const discount_codes = cart.codes.map((code) => {
    const minimum = mine?.redemptions.find((one) => one.code === code)?.minimumSpendMinor ?? 1
    return { code, applicable: cart.items_subtotal_price >= minimum }
  })
  const { item_count, items_subtotal_price } = cart
  end(response, 200, { item_count, items_subtotal_price, currency: "USD", discount_codes })
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts = await Array.fromAsync(request)
  return parts.length > 0 ? JSON.parse(Buffer.concat(parts).toString()) : {}
}

const refuse = (response: ServerResponse, status: number, code: string) =>
  end(response, status, { error: { code, message: code } })

function end(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
}
