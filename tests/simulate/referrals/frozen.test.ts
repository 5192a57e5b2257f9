import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { digestJson, digestSources } from "./digest.ts"
import { generate, generateUnseen } from "./generate.ts"

const FROZEN = "the generator is frozen; scores are tuned on it, so it does not change"

const frozen = Object.fromEntries(
  readFileSync(join(import.meta.dirname, "frozen.sha256"), "utf8")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(/\s+/).reverse()),
)

test("the shops of the simulation are told by the sources they were first told by", () => {
  expect(digestSources(), FROZEN).toBe(frozen.sources)
})

test("the shops of the simulation are, to the byte, what they were at first", () => {
  expect(digestJson(generate(1)), FROZEN).toBe(frozen["generate(1)"])
  expect(digestJson(generateUnseen(901)), FROZEN).toBe(frozen["generateUnseen(901)"])
})
