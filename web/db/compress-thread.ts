import { parentPort } from "node:worker_threads"
import { cut, joinApart } from "./compress-bodies.ts"
import { compressBody } from "./compress-body.ts"

/** A thread that compresses joined bodies, one by one, and sends them back joined. */
parentPort!.on("message", ({ bodies, lengths }: { bodies: Uint8Array; lengths: number[] }) => {
  const open = cut(Buffer.from(bodies.buffer, bodies.byteOffset), lengths)
  const compressed = open.map(compressBody)
  const joined = joinApart(compressed)
  const reply = { bodies: joined, lengths: compressed.map((body) => body.length) }
  parentPort!.postMessage(reply, [joined.buffer as ArrayBuffer])
})
