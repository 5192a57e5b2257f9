import { proxyQuery } from "#tests/support/sign-shopify.ts"
import { apiSecret } from "./app-process.ts"
import type { Chance } from "./chance.ts"

/** A key that a shopper redeemed under, with every answer of 201 that it got. */
export type Redeemed = { customerId: string; key: string; ids: Set<string>; codes: Set<string> }

export type Shopping = {
  redeemed: Map<string, Redeemed>
  strange: string[]
  /** Redeems here and there until told to stop. */
  keepRedeeming: (customers: () => string[], chance: Chance) => Promise<void>
  stop: () => void
  /** Redeems for one member, several requests at a time, until nothing is left to redeem. */
  spendAll: (customerId: string) => Promise<void>
  /** Asks again for what was given: it must be the same. */
  askAgain: (redeemed: Redeemed) => Promise<void>
}

/** Shoppers who redeem, and who send a request again under its key until they know how it ended. */
export function shoppers(origin: string, domain: string, rewardId: string): Shopping {
  const redeemed = new Map<string, Redeemed>()
  const strange: string[] = []
  let stopped = false
  let keys = 0

  async function redeem(customerId: string, key: string): Promise<boolean> {
    const body = JSON.stringify({ rewardId, idempotencyKey: key })
    for (let pauseMs = 20; ; pauseMs = Math.min(250, pauseMs * 2)) {
      const answer = await ask(origin, domain, customerId, body)
      if (answer?.status === 201) return note(customerId, key, answer.body)
      if (answer?.status === 409 && answer.body.error?.code === "not-enough-points") return false
      if (answer && answer.status !== 503) {
        strange.push(`a redemption was answered with ${answer.status} ${answer.body.error?.code}`)
        if (answer.status < 500) return false
      }
      await new Promise((done) => setTimeout(done, pauseMs))
    }
  }

  function note(customerId: string, key: string, body: Answer["body"]): true {
    const known = redeemed.get(key) ?? { customerId, key, ids: new Set(), codes: new Set() }
    known.ids.add(body.redemption!.id)
    known.codes.add(body.redemption!.code ?? "none")
    redeemed.set(key, known)
    return true
  }

  const newKey = () => `redemption ${++keys}`

  return {
    redeemed,
    strange,
    async keepRedeeming(customers, chance) {
      while (!stopped) {
        const known = customers()
        if (!known.length) await new Promise((done) => setTimeout(done, 20))
        else {
          const customerId = chance.pick(known)
          const key = newKey()
          // A double click sends one key twice; two open pages send two keys.
          const second = chance.happens(0.5) ? key : newKey()
          const both = chance.happens(0.4) ? [key, second] : [key]
          await Promise.all(both.map((one) => redeem(customerId, one)))
          await new Promise((done) => setTimeout(done, chance.whole(20)))
        }
      }
    },
    stop() {
      stopped = true
    },
    async spendAll(customerId) {
      // Nobody has so many points: whoever can go on for ever shows in the books.
      for (let round = 0; round < 60; round++) {
        const tries = await Promise.all([1, 2, 3].map(() => redeem(customerId, newKey())))
        if (!tries.every(Boolean)) return
      }
    },
    async askAgain({ customerId, key }) {
      if (await redeem(customerId, key)) return
      strange.push(`a redemption that was given is refused when asked for again (${key})`)
    },
  }
}

type Answer = {
  status: number
  body: { redemption?: { id: string; code: string | null }; error?: { code: string } }
}

/** Null: no answer came. */
async function ask(
  origin: string,
  domain: string,
  customerId: string,
  body: string,
): Promise<Answer | null> {
  try {
    const query = proxyQuery({ domain, customerId, at: new Date() }, apiSecret)
    const response = await fetch(`${origin}/proxy/v1/redemptions?${query}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      signal: AbortSignal.timeout(10_000),
    })
    return { status: response.status, body: (await response.json()) as Answer["body"] }
  } catch {
    return null
  }
}
