import {
  type DrainDeps,
  drainDeliveries,
  type OpenDelivery,
  settleDeliveries,
} from "#web/flows/drain-deliveries.ts"

const batchSize = 256
/** Bodies in memory for settling without reading them again; what does not fit is read from the inbox. */
const mostOffered = 4_096
const pollMs = 250
const waitAfterFailureMs = 500

/**
 * Settles deliveries for as long as the process lives: those just received by this process, handed over with their
 * bodies, and those that others received or a crash left, found by looking into the inbox four times a second.
 */
export function startDrain(deps: DrainDeps & { onFailure: (error: unknown) => void }) {
  let offered: OpenDelivery[] = []
  let stopped = false
  let wake = () => {}

  async function settleOffered(): Promise<void> {
    while (offered.length && !stopped) {
      const batch = offered.splice(0, batchSize)
      await guarded(() => settleDeliveries(deps, batch))
    }
  }

  async function offeredLoop(): Promise<void> {
    while (!stopped) {
      await settleOffered()
      if (!offered.length && !stopped) await new Promise<void>((resolve) => (wake = resolve))
    }
  }

  async function inboxLoop(): Promise<void> {
    while (!stopped) {
      const taken = offered.length ? 0 : await guarded(() => drainDeliveries(deps))
      if (!taken) await pause(pollMs)
    }
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
      if (offered.length < mostOffered) offered.push(...deliveries)
      wake()
    },
    /** Finishes the batch under way; the rest stays in the inbox. */
    async stop(): Promise<void> {
      stopped = true
      offered = []
      wake()
      await loops
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
