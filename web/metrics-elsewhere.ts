import { randomUUID } from "node:crypto"
import type { CounterName, Metrics } from "./http/health.ts"
import { openBus, type Said } from "./threads.ts"

/** Counts in the process's first thread, which Prometheus hears of whichever thread it asks. `hear`: all else that is said. */
export function metricsElsewhere(hear: (said: Said) => void) {
  const asked = new Map<string, (text: string) => void>()
  const bus = openBus((said) => {
    if (said.kind !== "metrics") return hear(said)
    asked.get(said.id)?.(said.text)
    asked.delete(said.id)
  })
  const count = (counter: CounterName) => ({
    inc: (labels: Record<string, string>) => bus.say({ kind: "count", counter, labels }),
  })
  const metrics: Metrics = {
    failures: count("failures"),
    setAside: count("setAside"),
    unissuedCodes: count("unissuedCodes"),
    readAll: () =>
      new Promise((done) => {
        const id = randomUUID()
        asked.set(id, done)
        bus.say({ kind: "metrics-asked", id })
      }),
  }
  return { bus, metrics }
}

/** The first thread's side. */
export function countForAll(metrics: Metrics, said: Said, say: (answer: Said) => void): void {
  if (said.kind === "count") metrics[said.counter].inc(said.labels)
  if (said.kind !== "metrics-asked") return
  const { id } = said
  void metrics.readAll().then((text) => say({ kind: "metrics", id, text }))
}
