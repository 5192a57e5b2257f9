import { Connection } from "./connection.ts"

export type ClosedLoop = {
  /** Answered with a 2xx. */
  answered: number
  refused: number
  seconds: number
  /** Milliseconds since the epoch at the first request. */
  startedAt: number
  /** What was refused, by status; the first body of each. */
  refusals: Record<string, string>
}

/**
 * Keeps every connection busy with one request after another until the time is up or the requests run out, and waits
 * for the last answers. `next` gives the next request, null when there is none.
 */
export async function closedLoop(
  port: number,
  options: { connections: number; seconds: number },
  next: () => Buffer | null,
): Promise<ClosedLoop> {
  const opened = Array.from({ length: options.connections }, () => Connection.open(port))
  const connections = await Promise.all(opened)
  const result: ClosedLoop = {
    answered: 0,
    refused: 0,
    seconds: 0,
    startedAt: Date.now(),
    refusals: {},
  }
  const start = performance.now()
  const end = start + options.seconds * 1000

  const run = (connection: Connection) =>
    new Promise<void>((done, lost) => {
      const sendNext = () => {
        const request = performance.now() < end ? next() : null
        if (!request) return done()
        connection.send(request, answer, lost)
      }
      const answer = (status: number, body: Buffer) => {
        if (status >= 200 && status < 300) result.answered++
        else {
          result.refused++
          result.refusals[status] ??= body.toString().slice(0, 200)
        }
        sendNext()
      }
      sendNext()
    })

  await Promise.all(connections.map(run))
  result.seconds = (performance.now() - start) / 1000
  for (const connection of connections) connection.close()
  return result
}
