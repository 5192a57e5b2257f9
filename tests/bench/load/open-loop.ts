import { percentile } from "#tests/bench/statistics.ts"
import { Connection } from "./connection.ts"
import { beatUntil } from "./metronome.ts"

export type OpenLoop = {
  answered: number
  refused: number
  /** Milliseconds from the moment a request was due to its answer. */
  p50Ms: number
  p99Ms: number
  /** How late the load itself was with sending: it counts as waiting, whoever caused it. */
  lateP99Ms: number
}

const openedAhead = 64

/**
 * Sends requests when they are due, at random (Poisson) and whatever the answers do: nobody waits for a slow server to
 * send the next one, as shoppers do not. A request that finds no free connection opens one.
 */
export async function openLoop(
  port: number,
  options: { perSecond: number; seconds: number },
  next: () => Buffer,
): Promise<OpenLoop> {
  const opened = await Promise.all(Array.from({ length: openedAhead }, () => Connection.open(port)))
  const free = [...opened]
  const waits: number[] = []
  const late: number[] = []
  let refused = 0

  async function ask(due: number): Promise<void> {
    const connection = free.pop() ?? (await Connection.open(port))
    late.push(performance.now() - due)
    const status = await new Promise<number>((done, lost) =>
      connection.send(next(), (answered) => done(answered), lost),
    )
    if (status === 200) waits.push(performance.now() - due)
    else refused++
    free.push(connection)
  }

  await Promise.all(await askWhenDue(options, ask))
  for (const connection of free) connection.close()
  return {
    answered: waits.length,
    refused,
    p50Ms: percentile(waits, 0.5),
    p99Ms: percentile(waits, 0.99),
    lateP99Ms: percentile(late, 0.99),
  }
}

/** Resolves when the last request was sent, with the promises of their answers. */
async function askWhenDue(
  { perSecond, seconds }: { perSecond: number; seconds: number },
  ask: (due: number) => Promise<void>,
): Promise<Promise<void>[]> {
  const asked: Promise<void>[] = []
  const start = performance.now()
  const end = start + seconds * 1000
  let due = start
  await beatUntil(end, () => {
    for (const now = Math.min(performance.now(), end); due < now; ) {
      asked.push(ask(due))
      due += (-Math.log(1 - Math.random()) / perSecond) * 1000
    }
  })
  return asked
}
