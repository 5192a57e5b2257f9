import { join } from "node:path"
import { runChecks } from "./checks.mjs"
import { prepare, runCommand } from "./prepare.mjs"
import { root } from "./root.mjs"

/** `npm test`: every check, then every test; the last line counts both. Arguments choose test files. */
await runCommand(async () => {
  await prepare()
  const chosen = process.argv.slice(2)
  const checks = chosen.length ? { passed: 0, failed: 0 } : await runChecks()
  const { unpackBrowser } = await import("#tests/support/browser.ts")
  await unpackBrowser()
  const tests = await runTests(chosen)
  const [passed, failed] = [checks.passed + tests.passed, checks.failed + tests.failed]
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failed || !tests.passed ? 1 : 0)
})

/** A file that cannot be loaded counts as a failed test, and so does an error outside of any test. */
async function runTests(chosen) {
  const { startVitest } = await import("vitest/node")
  const vitest = await startVitest("test", chosen, {
    root,
    config: join(root, "vitest.config.ts"),
    watch: false,
  })
  const { state } = vitest
  const files = state.getTestModules()
  const results = files.flatMap((file) =>
    [...file.children.allTests()].map((test) => test.result().state),
  )
  const unloaded = files.filter((file) => file.errors().length).length
  await vitest.close()
  return {
    passed: results.filter((result) => result === "passed").length,
    failed:
      results.filter((result) => result !== "passed").length +
      unloaded +
      state.getUnhandledErrors().length,
  }
}
