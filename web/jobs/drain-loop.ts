import type { DrainDeps } from "#web/flows/drain-deliveries.ts"
import { drainSpool, type TakeTurn } from "#web/flows/drain-spool.ts"

/** How often the spool is looked into for what other processes received. */
const pollMs = 250
const waitAfterFailureMs = 500
/** How long "make way" holds: it is said again as long as it is needed. */
const makeWayMs = 300
/** Fewer in a batch, and no rush of deliveries keeps the web busy: a page does, and its points are wanted now. */
const manyDeliveries = 128
/** Between two batches at most. */
const longestRestMs = 2_000
/** In a rush that lasts longer, points would come too late: it is no rush then, but what is usual. */
const longestRushMs = 30_000

/**
 * Settles what waits in the spool for as long as the process lives. Two loops: one reads deliveries and decides while the
 * other's statements run in the database. They never settle the same order at once: the slower would have to begin again.
 */
export function startDrain(deps: DrainDeps) {
  const takeTurn = turns()
  const bell = makeBell()
  let stopped = false
  let makeWayUntil = 0
  let rushSince = 0

  async function settle(): Promise<void> {
    while (!stopped) {
      const rung = bell.rings()
      const taken = await drainSpool(deps, takeTurn).catch(async (error) => {
        deps.onFailure(error)
        await pause(waitAfterFailureMs)
      })
      if (taken === 0 && !stopped) await Promise.race([rung, pause(pollMs)])
      if (taken && taken >= manyDeliveries) await rest()
    }
  }

  /** Answers are owed within seconds, points are not: in a rush, what settling takes is missing for answering. */
  async function rest(): Promise<void> {
    const until = Math.min(performance.now() + longestRestMs, rushSince + longestRushMs)
    while (performance.now() < Math.min(makeWayUntil, until) && !stopped) await pause(20)
  }

  const loops = Promise.all([settle(), settle()])
  return {
    /** Something was just stored. */
    wake: bell.ring,
    /** There is hardly time enough for answering. */
    makeWay(): void {
      const now = performance.now()
      if (now > makeWayUntil + makeWayMs) rushSince = now
      makeWayUntil = now + makeWayMs
    },
    /** Finishes the batches under way; the rest stays in the spool. */
    async stop(): Promise<void> {
      stopped = true
      bell.ring()
      await loops
    },
  }
}

/** Whoever holds an order lets nobody else have it; whatever else there is may be settled at the same time. */
function turns(): TakeTurn {
  const held = new Map<string, Promise<void>>()
  return async (orders) => {
    for (;;) {
      const other = orders.map((order) => held.get(order)).find(Boolean)
      if (!other) break
      await other
    }
    const { promise, resolve } = Promise.withResolvers<void>()
    for (const order of orders) held.set(order, promise)
    return () => {
      for (const order of orders) held.delete(order)
      resolve()
    }
  }
}

/** `rings` resolves at the next ring after it was asked. */
function makeBell() {
  let next = Promise.withResolvers<void>()
  return {
    rings: () => next.promise,
    ring(): void {
      next.resolve()
      next = Promise.withResolvers<void>()
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
