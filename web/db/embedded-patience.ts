export interface Patience {
  /** Sleeps a little; says on stderr what it waits for once that took 2 s; throws when the time is up. */
  wait(forWhat: string): Promise<void>
}

/** Bounded waiting that is never silent. */
export function patience(timeoutMs: number): Patience {
  const deadline = performance.now() + timeoutMs
  const since = new Map<string, number>()
  const said = new Set<string>()
  return {
    async wait(forWhat) {
      const now = performance.now()
      const start = since.get(forWhat) ?? now
      since.set(forWhat, start)
      if (now > deadline) {
        throw new Error(`The database did not start: waited ${timeoutMs / 1000} s for ${forWhat}`)
      }
      if (now - start > 2000 && !said.has(forWhat)) {
        said.add(forWhat)
        process.stderr.write(`Waiting for ${forWhat}\n`)
      }
      await new Promise((done) => setTimeout(done, 20))
    },
  }
}
