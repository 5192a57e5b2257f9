import { mkdirSync } from "node:fs"
import module from "node:module"
import { join } from "node:path"
import { generate, staleSteps } from "./generate.mjs"
import { install, isInstalled } from "./install.mjs"
import { againUnderNode24, runsUs, stopWithParent } from "./node.mjs"
import { oneAtATime } from "./one-at-a-time.mjs"
import { root } from "./root.mjs"

/**
 * Everything a command needs before it may import the app: packages installed, running under Node 24, generated code
 * up to date. After an install the command starts afresh, so `performance.now()` counts from "installed".
 * `dev` is false where packages for developers may be absent, as in production.
 */
export async function prepare({ dev = true } = {}) {
  if (!isInstalled({ dev })) {
    mkdirSync(join(root, ".cache"), { recursive: true })
    await oneAtATime("installing packages", () => install({ dev }))
    await againUnderNode24()
  }
  if (!runsUs) await againUnderNode24()
  stopWithParent()
  module.enableCompileCache(join(root, ".cache", "compiled"))
  if (!staleSteps().length) return
  mkdirSync(join(root, ".cache"), { recursive: true })
  const made = await oneAtATime("making what is generated", generate)
  const seconds = (performance.now() / 1000).toFixed(1)
  if (made.length) console.log(`From installed to generated (${made.join(", ")}): ${seconds} s`)
}

/** Runs `main`; when it fails, ends with 1 and the reason in a line, or the stack when it is a fault of ours. */
export async function runCommand(main) {
  try {
    await main()
  } catch (error) {
    const expected = ["Error", "EnvError"].includes(error?.name) && error.message
    console.error(expected && !process.env.DEBUG ? error.message : error)
    process.exit(1)
  }
}
