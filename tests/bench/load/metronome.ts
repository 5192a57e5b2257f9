import { once } from "node:events"
import { Worker } from "node:worker_threads"

const everyMs = 0.25

/** Beats four times a millisecond: an event loop's own timers know whole milliseconds only. */
const source = `
  const { parentPort } = require("node:worker_threads")
  const never = new Int32Array(new SharedArrayBuffer(4))
  for (;;) { Atomics.wait(never, 0, 0, ${everyMs}); parentPort.postMessage(0) }
`

/** Calls `onBeat` until `endMs` on the clock of `performance.now()`. */
export async function beatUntil(endMs: number, onBeat: () => void): Promise<void> {
  const worker = new Worker(source, { eval: true })
  await new Promise<void>((done) => {
    worker.on("message", () => {
      onBeat()
      if (performance.now() >= endMs) done()
    })
  })
  const gone = once(worker, "exit")
  await worker.terminate()
  await gone.catch(() => {})
}
