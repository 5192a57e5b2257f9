import { answerCalls } from "#tests/bench/calls.ts"
import { closedLoop } from "./closed-loop.ts"
import { openLoop } from "./open-loop.ts"
import { makeOrderRequests, type OrderLoad } from "./order-requests.ts"
import type { LoadShop } from "./pick.ts"
import {
  makeReadRequests,
  makeRedeemRequests,
  redeemRequest,
  type StorefrontLoad,
} from "./storefront-requests.ts"

/** The load: a process of its own, which makes requests beforehand and then sends them as it is told. */
let stock: Buffer[] = []

/** Once each: null when they are used up. */
function each(): () => Buffer | null {
  let place = 0
  return () => stock[place++] ?? null
}

/** Over and over. */
function around(): () => Buffer {
  let place = 0
  return () => stock[place++ % stock.length]!
}

const calls = {
  orders(load: OrderLoad): void {
    stock = makeOrderRequests(load)
  },
  redemptions(load: StorefrontLoad): void {
    stock = makeRedeemRequests(load)
  },
  reads({ path, ...load }: StorefrontLoad & { path: string }): void {
    stock = makeReadRequests(path, load)
  },
  /** Sends each request once. */
  once: ({ port, ...options }: { port: number; connections: number; seconds: number }) =>
    closedLoop(port, options, each()),
  /** Sends the requests over and over: for what may be asked twice. */
  repeat: ({ port, ...options }: { port: number; connections: number; seconds: number }) =>
    closedLoop(port, options, around()),
  open: ({ port, ...options }: { port: number; perSecond: number; seconds: number }) =>
    openLoop(port, options, around()),
  /** All at once for one customer. */
  race: async (race: {
    port: number
    shop: LoadShop
    customer: number
    secret: string
    racers: number
  }) => {
    const { port, shop, customer, secret, racers } = race
    stock = Array.from({ length: racers }, () => redeemRequest(shop, customer, secret))
    return closedLoop(port, { connections: racers, seconds: 60 }, each())
  },
}

export type LoadCalls = typeof calls

answerCalls(calls)
