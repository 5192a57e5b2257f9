import { execFileSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, expect, test } from "vitest"

let folder: string
let printed: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "loyalty-size-"))
  const script = join(import.meta.dirname, "../../scripts/build-widget.mjs")
  printed = execFileSync(process.execPath, [script, "--out", folder], { encoding: "utf8" })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const source = (name: string) => readFileSync(join(folder, name), "utf8")
const bytes = (name: string) => gzipSync(source(name)).length

test("a page pays at most 3,000 bytes before the shopper acts", () => {
  expect(bytes("loyalty-launcher.js")).toBeLessThanOrEqual(3000)
})

test("launcher, panel and their styles together are at most 10,000 bytes", () => {
  const all = bytes("loyalty-launcher.js") + bytes("loyalty-panel.js")
  expect(all).toBeLessThanOrEqual(10_000)
  expect(printed).toContain(`${all} B of 10000`)
})

test("with the words of English it still is; the longest language adds a few hundred", () => {
  const code = bytes("loyalty-launcher.js") + bytes("loyalty-panel.js")
  expect(code + bytes("loyalty-text-en.js")).toBeLessThanOrEqual(10_000)
  for (const name of readdirSync(folder).filter((one) => one.includes("-text-"))) {
    expect(code + bytes(name)).toBeLessThanOrEqual(10_600)
  }
})

test("the scripts write no markup from data and set no inline style attribute", () => {
  for (const name of readdirSync(folder)) {
    expect(source(name)).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/,
    )
    expect(source(name)).not.toMatch(/setAttribute\("style"/)
  }
})

test("styles know start and end, never left and right", () => {
  for (const name of ["loyalty-launcher.js", "loyalty-panel.js"]) {
    expect(source(name)).not.toMatch(/(margin|padding|border|inset)?-?(left|right):/)
    expect(source(name)).not.toMatch(/[;{](top|bottom|width|height):/)
  }
})
