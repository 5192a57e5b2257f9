import type { AppProcess, PostgresVictim } from "./app-process.ts"
import type { Chance } from "./chance.ts"

export type Fault = "app" | "postgres"

/** One kill. `recoveredMs` null: it was killed again before it answered. */
export type Injury = { what: string; at: number; recoveredMs: number | null }

const victims: PostgresVictim[] = [
  "its postmaster",
  "its postmaster",
  "all its processes",
  "one of its processes",
]

/**
 * Kills at random moments: when so many deliveries were taken, and a little later, so that it may fall anywhere into the
 * work under way; now and then a second time while it recovers. A recovery is measured from the last kill to the
 * first 200 for a request that was begun after it.
 */
export function injuriesOf(app: AppProcess, fault: Fault, chance: Chance, deliveries: number) {
  const injuries: Injury[] = []
  const underway: Promise<void>[] = []
  const kills = 2 + chance.whole(2)
  const moments = Array.from({ length: kills }, () => 1 + chance.whole(deliveries - 2)).sort(
    (a, b) => a - b,
  )

  async function injure(): Promise<void> {
    await pause(chance.whole(60))
    await strike()
    if (!chance.happens(1 / 3)) return
    await pause(chance.whole(2_000))
    await strike()
  }

  async function strike(): Promise<void> {
    if (fault === "postgres") return strikePostgres()
    await app.kill()
    injuries.push({ what: "the app", at: performance.now(), recoveredMs: null })
    await pause(chance.whole(150))
    void app.start()
  }

  async function strikePostgres(): Promise<void> {
    const victim = chance.pick(victims)
    try {
      app.killPostgres(victim)
    } catch {
      return // it is not running: it was killed and is not back yet
    }
    injuries.push({ what: `PostgreSQL: ${victim}`, at: performance.now(), recoveredMs: null })
  }

  return {
    injuries,
    /** To be told of every 200: the moment its request was begun, and how many there were. */
    onAcknowledged(begunAt: number, count: number): void {
      const last = injuries.at(-1)
      if (last && last.recoveredMs === null && begunAt > last.at) {
        last.recoveredMs = performance.now() - last.at
      }
      while (moments.length && count >= moments[0]!) {
        moments.shift()
        // One after the other: each is a moment of its own.
        const before = underway.at(-1) ?? Promise.resolve()
        underway.push(before.then(injure))
      }
    },
    done: async () => void (await Promise.all(underway)),
  }
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))
