import { spawn } from "node:child_process"
import { availableParallelism } from "node:os"
import { join } from "node:path"
import { node24 } from "./node.mjs"
import { root } from "./root.mjs"

const packages = "node_modules"

/** Each is a program of its own; the slowest come first. */
const STEPS = [
  ["types", `${packages}/typescript/bin/tsc`, "--noEmit", "--pretty", "false", "-p", "."],
  [
    "lint and format",
    `${packages}/@biomejs/biome/bin/biome`,
    "ci",
    "--error-on-warnings",
    "--colors=off",
  ],
  ["tidy", `${packages}/vitest/vitest.mjs`, "run", "--reporter=dot", "tests/tidy.test.ts"],
  ["unused code", `${packages}/knip/bin/knip.js`, "--no-progress"],
  ["GraphQL documents", "scripts/check-documents.mjs"],
  ["theme", "scripts/check-theme.mjs"],
]

/** Runs every check and says how each went, in a line; returns how many passed and failed. */
export async function runChecks() {
  const waiting = [...STEPS]
  let failed = 0
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const { seconds, ok, output } = await run(step)
      if (!ok) failed += 1
      console.log(`${ok ? "ok    " : "FAILED"} ${step[0]} (${seconds} s)`)
      if (!ok) console.log(output.trimEnd().replace(/^/gm, "  "))
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
  return { passed: STEPS.length - failed, failed }
}

function run([, program, ...args]) {
  const start = performance.now()
  return new Promise((done) => {
    const child = spawn(node24(), [join(root, program), ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1" },
    })
    let output = ""
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text) => {
        output += text
      })
    }
    child.on("error", (error) => done({ seconds: "0", ok: false, output: error.message }))
    child.on("close", (code) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1)
      done({ seconds, ok: code === 0, output })
    })
  })
}
