import { Worker } from "node:worker_threads"
import { compressBody } from "./compress-body.ts"

/** So few are compressed sooner than they are handed over. */
const fewBodies = 8

type Reply = { bodies: Uint8Array; lengths: number[] }
type Waiting = { done: (reply: Reply) => void; failed: (error: Error) => void }

/**
 * Compresses raw bodies: a few at once here, many in a thread of its own, since compressing costs as much as all the
 * rest of receiving a delivery. The thread starts with the first rush and does not keep the process alive.
 */
export function bodyCompressor(): (bodies: readonly Buffer[]) => Promise<Buffer[]> {
  let worker: Worker | null = null
  let waiting: Waiting[] = []

  function fail(error: Error): void {
    const lost = waiting
    worker = null
    waiting = []
    for (const { failed } of lost) failed(error)
  }

  function start(): Worker {
    const started = new Worker(new URL("./compress-thread.ts", import.meta.url))
    started.unref()
    // Replies come in the order of the questions.
    started.on("message", (reply: Reply) => waiting.shift()?.done(reply))
    started.on("error", fail)
    started.on("exit", () => fail(new Error("the compressing thread ended")))
    return started
  }

  return async (bodies) => {
    if (bodies.length <= fewBodies) return bodies.map(compressBody)
    worker ??= start()
    const joined = joinApart(bodies)
    const lengths = bodies.map((body) => body.length)
    const reply = new Promise<Reply>((done, failed) => waiting.push({ done, failed }))
    worker.postMessage({ bodies: joined, lengths }, [joined.buffer as ArrayBuffer])
    const { bodies: compressed, lengths: compressedLengths } = await reply
    return cut(Buffer.from(compressed.buffer, compressed.byteOffset), compressedLengths)
  }
}

/** Bodies in one piece of memory of its own, which can be given away without copying again. */
export function joinApart(bodies: readonly Buffer[]): Uint8Array {
  const joined = new Uint8Array(bodies.reduce((sum, body) => sum + body.length, 0))
  let offset = 0
  for (const body of bodies) {
    joined.set(body, offset)
    offset += body.length
  }
  return joined
}

export function cut(joined: Buffer, lengths: readonly number[]): Buffer[] {
  let end = 0
  return lengths.map((length) => {
    end += length
    return joined.subarray(end - length, end)
  })
}
