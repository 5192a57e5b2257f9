import type { DrainDeps } from "#web/flows/drain-deliveries.ts"
import { drainSpool, type TakeTurn } from "#web/flows/drain-spool.ts"

/** How often the spool is looked into for what other processes received. */
const pollMs = 250
const waitAfterFailureMs = 500

/**
 * Settles what waits in the spool for as long as the process lives. Two loops: one reads the next deliveries and decides
 * while the other's statements run in the database; their transactions settle one after the other.
 */
export function startDrain(deps: DrainDeps) {
  const takeTurn = turns()
  const bell = makeBell()
  let stopped = false

  async function settle(): Promise<void> {
    while (!stopped) {
      const rung = bell.rings()
      const taken = await drainSpool(deps, takeTurn).catch(async (error) => {
        deps.onFailure(error)
        await pause(waitAfterFailureMs)
      })
      if (taken === 0 && !stopped) await Promise.race([rung, pause(pollMs)])
    }
  }

  const loops = Promise.all([settle(), settle()])
  return {
    /** Something was just stored. */
    wake: bell.ring,
    /** Finishes the batches under way; the rest stays in the spool. */
    async stop(): Promise<void> {
      stopped = true
      bell.ring()
      await loops
    },
  }
}

/** In the order in which they are asked for. */
function turns(): TakeTurn {
  let last: Promise<void> = Promise.resolve()
  return () => {
    const before = last
    const { promise, resolve } = Promise.withResolvers<void>()
    last = promise
    return before.then(() => resolve)
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
