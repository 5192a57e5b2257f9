import type { OpenDelivery } from "#web/flows/drain-deliveries.ts"

/** What is held in memory at most; an order of a thousand lines is two megabytes. */
const most = { deliveries: 4_096, bytes: 64 * 1024 * 1024 }

/** Deliveries with their bodies, for settling without reading them again. What finds no room stays in the inbox. */
export function offeredDeliveries() {
  let waiting: OpenDelivery[] = []
  let bytes = 0
  return {
    count: () => waiting.length,
    put(deliveries: readonly OpenDelivery[]): void {
      for (const delivery of deliveries) {
        if (waiting.length >= most.deliveries || bytes >= most.bytes) return
        waiting.push(delivery)
        bytes += delivery.body.length
      }
    },
    take(count: number): OpenDelivery[] {
      const taken = waiting.splice(0, count)
      for (const { body } of taken) bytes -= body.length
      return taken
    },
    clear(): void {
      waiting = []
      bytes = 0
    },
  }
}
