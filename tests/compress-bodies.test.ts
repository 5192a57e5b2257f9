import { expect, it } from "vitest"
import { bodyCompressor } from "#web/db/compress-bodies.ts"
import { openBody } from "#web/db/compress-body.ts"

const bodies = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    Buffer.from(JSON.stringify({ index, name: "#".repeat(index * 9) })),
  )

it.each([0, 1, 8, 9, 256])("%i bodies come back as they were, in their order", async (count) => {
  const compress = bodyCompressor()
  const compressed = await compress(bodies(count))
  expect(compressed.map((body) => openBody(body).toString())).toEqual(bodies(count).map(String))
})

it("several batches at once do not mix", async () => {
  const compress = bodyCompressor()
  const batches = [20, 200, 9, 64].map(bodies)
  const compressed = await Promise.all(batches.map(compress))
  for (const [index, batch] of batches.entries()) {
    expect(compressed[index]!.map((body) => openBody(body).toString())).toEqual(batch.map(String))
  }
})
