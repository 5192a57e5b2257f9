import {
  type DrainDeps,
  drainDeliveries,
  type OpenDelivery,
  settleDeliveries,
} from "#web/flows/drain-deliveries.ts"
import type { Intake } from "#web/flows/receive-delivery.ts"
import { offeredDeliveries } from "./offered-deliveries.ts"

const batchSize = 256
const pollMs = 250
/** With more deliveries than this waiting to be stored, the process has no time to spare. */
const crowd = 16
const longestWaitMs = 200
const longestBlindMs = 1_000
const waitAfterFailureMs = 500

export type DrainLoopDeps = DrainDeps & { intake: Intake; onFailure: (error: unknown) => void }

/**
 * Settles deliveries for as long as the process lives: those just received by this process, handed over with their
 * bodies, and those that others received or a crash left, found by looking into the inbox four times a second.
 */
export function startDrain(deps: DrainLoopDeps) {
  const offered = offeredDeliveries()
  let stopped = false
  let wake = () => {}

  async function offeredLoop(): Promise<void> {
    while (!stopped) {
      if (!offered.count()) await new Promise<void>((resolve) => (wake = resolve))
      await giveWay()
      if (!stopped) await guarded(() => settleDeliveries(deps, offered.take(batchSize)))
    }
  }

  /** However busy it is here, somebody else's deliveries are looked for once a second. */
  async function inboxLoop(): Promise<void> {
    let lookedAt = 0
    while (!stopped) {
      const isBusy = offered.count() > 0 || deps.intake.waiting > crowd
      if (isBusy && performance.now() - lookedAt < longestBlindMs) {
        await pause(pollMs)
        continue
      }
      const taken = await guarded(() => drainDeliveries(deps))
      lookedAt = performance.now()
      if (!taken) await pause(pollMs)
    }
  }

  /** In a rush answering goes first, so that no shop waits or sends again; settling goes on, five times a second. */
  async function giveWay(): Promise<void> {
    const giveUpAt = performance.now() + longestWaitMs
    while (deps.intake.waiting > crowd && performance.now() < giveUpAt && !stopped) await pause(5)
  }

  async function guarded<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      deps.onFailure(error)
      await pause(waitAfterFailureMs)
    }
  }

  const loops = Promise.all([offeredLoop(), inboxLoop()])
  return {
    /** Takes deliveries that are stored: settled next, or found in the inbox should there be too many. */
    offer(deliveries: readonly OpenDelivery[]): void {
      offered.put(deliveries)
      wake()
    },
    /** Finishes the batch under way; the rest stays in the inbox. */
    async stop(): Promise<void> {
      stopped = true
      offered.clear()
      wake()
      await loops
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
