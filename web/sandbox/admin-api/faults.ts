import { setTimeout as sleep } from "node:timers/promises"
import type { Response } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"

/**
 * What goes wrong with one call: `before` and `after` the work; true means it was answered (or
 * not).
 */
export type Fault = {
  before(response: Response): Promise<boolean>
  after(response: Response): Promise<boolean>
}

const no = async () => false
const none: Fault = { before: no, after: no }

/** Throws the dice of POST /sandbox/faults. */
export function chooseFault(context: SandboxContext): Fault {
  const { kind, rate, slowMs } = context.root.settings.get("faults")
  if (kind === "none" || Math.random() >= rate) return none
  if (kind === "429") {
    return {
      before: async (response) => {
        response.status(429).set("retry-after", "2.0")
        response.json({ errors: "Exceeded 2 calls per second for api client." })
        return true
      },
      after: no,
    }
  }
  if (kind === "500") {
    return {
      before: async (response) => {
        response.status(500).json({ errors: "Internal Server Error" })
        return true
      },
      after: no,
    }
  }
  if (kind === "slow") {
    return {
      before: async () => {
        await sleep(slowMs)
        return false
      },
      after: no,
    }
  }
  // The work is done, but the caller never hears of it.
  return {
    before: no,
    after: async (response) => {
      await sleep(slowMs)
      response.destroy()
      return true
    },
  }
}
